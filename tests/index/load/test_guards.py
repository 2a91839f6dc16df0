"""Files made to do harm: each is refused with a line that says why, and this process goes on."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import EmptyTextError, UnreadableError
from index.load import DEFAULT, load_bytes, sandbox
from index.load.limits import MEBIBYTE
from tests.index.load.office import compound, doc, docx, package, paragraph, word_part
from tests.index.load.portable import Text, assembled, exploding, pdf


def test_a_zip_bomb_is_stopped_while_it_inflates() -> None:
    bomb = docx(paragraph("a" * (8 * MEBIBYTE)))
    assert len(bomb) < 64_000
    with pytest.raises(UnreadableError, match="bung nén ra quá giới hạn"):
        load_bytes("bom.docx", bomb, limits=replace(DEFAULT, inflated_bytes=4 * MEBIBYTE))


def test_a_zip_bomb_that_lies_about_its_size_is_stopped_too() -> None:
    honest = docx(paragraph("a" * (8 * MEBIBYTE)))
    place = honest.find(b"PK\x01\x02", honest.find(b"PK\x01\x02") + 4)  # the central record of the second part
    lying = honest[: place + 24] + (1000).to_bytes(4, "little") + honest[place + 28 :]
    with pytest.raises(UnreadableError):
        load_bytes("bom.docx", lying, limits=replace(DEFAULT, inflated_bytes=4 * MEBIBYTE))


def test_parts_that_are_small_by_themselves_are_stopped_together() -> None:
    half = word_part("styles", " " * (3 * MEBIBYTE))
    with pytest.raises(UnreadableError, match="bung nén ra quá giới hạn"):
        load_bytes(
            "bom.docx",
            docx(paragraph("a"), styles=half, numbering=half),
            limits=replace(DEFAULT, inflated_bytes=4 * MEBIBYTE),
        )


def test_a_package_of_very_many_parts_is_refused() -> None:
    parts = {f"word/{number}.xml": "" for number in range(10_100)}
    with pytest.raises(UnreadableError, match="chứa hơn 10000 phần"):
        load_bytes("vụn.docx", package({"word/document.xml": "<a/>"} | parts))


def test_entities_within_entities_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><w:document xmlns:w="w"><w:body>&l9;</w:body></w:document>'
    with pytest.raises(UnreadableError, match="khai báo thực thể"):
        load_bytes("cười.docx", package({"word/document.xml": document}))


def test_an_entity_that_names_a_file_is_refused() -> None:
    document = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document><body><p><r><t>&x;</t></r></p></body></document>'
    with pytest.raises(UnreadableError, match="khai báo thực thể"):
        load_bytes("xxe.docx", package({"word/document.xml": document}))


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000
    with pytest.raises(UnreadableError, match="lồng quá 200 tầng"):
        load_bytes("sâu.docx", docx(deep))


def test_groups_of_rtf_nested_without_end_are_refused() -> None:
    with pytest.raises(UnreadableError, match="lồng quá 1000 tầng"):
        load_bytes("sâu.rtf", b"{\\rtf1 " + b"{" * 100_000)


def test_a_pdf_whose_drawing_doubles_at_each_step_is_ended_by_the_clock() -> None:
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    with pytest.raises(UnreadableError, match="đọc quá lâu nên đã dừng"):
        load_bytes("nhân-đôi.pdf", exploding(26), limits=replace(DEFAULT, wall_seconds=1.5))
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    assert used < 10  # of the 60 s of the processor that would have ended it, too


def test_a_pdf_whose_drawing_doubles_at_each_step_is_ended_by_its_use_of_the_processor() -> None:
    with pytest.raises(UnreadableError, match="đọc quá lâu nên đã dừng"):
        load_bytes("nhân-đôi.pdf", exploding(26), limits=replace(DEFAULT, cpu_seconds=1))


def test_a_pdf_of_very_many_pages_is_refused() -> None:
    kids = " ".join(["3 0 R"] * 5001)
    pages = f"<< /Type /Pages /Kids [{kids}] /Count 5001 >>"
    many = assembled(["<< /Type /Catalog /Pages 2 0 R >>", pages, "<< /Type /Page /Parent 2 0 R >>"])
    with pytest.raises(UnreadableError, match="có 5001 trang, quá giới hạn 5000"):
        load_bytes("dày.pdf", many)


def test_a_page_drawn_in_very_many_lines_is_no_table() -> None:
    boxes = [(10.0 + 7 * column, 10.0 + 10 * row, 7.0, 10.0) for row in range(75) for column in range(75)]
    extract = load_bytes("bản-đồ.pdf", pdf([[Text("Bản đồ"), Text("tỉnh", y=600)]], boxes))
    assert {block.kind for block in extract.blocks} == {"paragraph"}


def test_a_pdf_whose_pages_are_their_own_parents_ends() -> None:
    looping = assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
    with pytest.raises((UnreadableError, EmptyTextError)):
        load_bytes("vòng.pdf", looping)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded where the system tells its use")
def test_a_file_that_needs_too_much_memory_is_refused() -> None:
    wide = docx("".join(paragraph("chữ") for _ in range(60_000)))
    with pytest.raises(UnreadableError, match="cần hơn 48 MB bộ nhớ"):
        load_bytes("to.docx", wide, limits=replace(DEFAULT, memory_bytes=48 * MEBIBYTE))


def test_too_much_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="quá giới hạn 1,000"):
        load_bytes("dài.txt", b"nghi quyet " * 200, limits=replace(DEFAULT, text_chars=1000))


def test_an_encrypted_pdf_is_told() -> None:
    locked = pdf([[Text("Nghị quyết")]]).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (b"11" * 32, b"22" * 32),
    )
    with pytest.raises(UnreadableError, match=r"khoá\.pdf: được đặt mật khẩu"):
        load_bytes("khoá.pdf", locked)


def test_an_encrypted_docx_is_told() -> None:
    locked = compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"})
    with pytest.raises(UnreadableError, match="được đặt mật khẩu"):
        load_bytes("khoá.docx", locked)


def test_an_encrypted_part_of_a_package_is_told() -> None:
    written = bytearray(docx(paragraph("chữ")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = written.find(mark)
        while start >= 0:
            written[start + place] |= 1
            start = written.find(mark, start + 4)
    with pytest.raises(UnreadableError, match="được đặt mật khẩu"):
        load_bytes("khoá.docx", bytes(written))


def test_an_encrypted_doc_is_told() -> None:
    whole = bytearray(doc([(b"chu\r", b"")], ["Arial"]))
    start = whole.find(b"\xec\xa5")
    whole[start + 11] |= 1
    with pytest.raises(UnreadableError, match="được đặt mật khẩu"):
        load_bytes("khoá.doc", bytes(whole))


def test_zeros_in_a_text_are_dropped() -> None:
    text = "Nghị quyết số 06-NQ/TU của Tỉnh ủy về nhiệm vụ trọng tâm"
    zeroed = text.replace("quyết", "quyết\x00").replace("Tỉnh", "\x00Tỉnh")
    assert load_bytes("a.txt", zeroed.encode()).blocks[0].text == text


def test_bytes_that_are_no_letters_are_no_text() -> None:
    with pytest.raises(UnreadableError, match="không phải văn bản"):
        load_bytes("a.txt", bytes(range(128)) * 50)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_told_or_read_as_far_as_it_goes(share: float) -> None:
    whole = {"a.docx": docx(paragraph("chữ")), "a.pdf": pdf([[Text("chữ")]]), "a.doc": doc([(b"chu\r", b"")], ["A"])}
    for name, data in whole.items():
        assert _told_or_read(name, data[: int(share * len(data))])


def _told_or_read(name: str, data: bytes) -> bool:
    try:
        return bool(load_bytes(name, data).blocks)
    except (UnreadableError, EmptyTextError) as error:
        return str(error).startswith(f"{name}: ")


def test_a_damaged_file_ends_the_child_and_not_this_process() -> None:
    whole = doc([(b"chu " * 500 + b"\r", b"")], ["Arial"])
    for place in range(512, len(whole) - 8, 2111):
        assert _told_or_read("hỏng.doc", whole[:place] + b"\xff\xff\xff\x7f\xff\xff\xff\xff" + whole[place + 8 :])


def test_a_name_in_a_package_that_climbs_out_of_it_is_never_opened() -> None:
    document = '<w:document xmlns:w="w"><w:body>' + paragraph("chữ") + "</w:body></w:document>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr("../../../../etc/cron.d/x", "* * * * *")
    assert [block.text for block in load_bytes("leo.docx", written.getvalue()).blocks] == ["chữ"]


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_TELEGRAM_TOKEN", "123:abc")
    assert "HOIDAP_TELEGRAM_TOKEN" not in sandbox.environment()


def test_an_answer_that_is_no_answer_is_a_damaged_file() -> None:
    for written in (b"", b"[1]", b'{"error": "SystemExit", "message": ""}', b"[" * 100_000, b'{"blocks": [["a"]]}'):
        with pytest.raises(UnreadableError):
            sandbox.decode(io.BytesIO(written))


@pytest.mark.parametrize(
    "hostile", ["[" * 60_000, "|\nx\n" * 20_000, "**a\n" * 20_000, "." * 60_000 + "a", "# " + " #" * 30_000]
)
def test_text_made_to_be_slow_is_read_in_a_time_that_grows_with_its_length(hostile: str) -> None:
    data = ("# Đề\n" + hostile).encode()
    start = time.process_time()
    with_text = load_bytes("chậm.md", data)
    assert with_text.blocks
    assert time.process_time() - start < 3
