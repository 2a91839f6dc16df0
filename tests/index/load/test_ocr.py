"""A scan is read by tesseract, by the real one where it is installed; a program of the same name shows how it may fail.

`quet.pdf` is a page and a half of our own words, drawn, turned by half a degree and stored as pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from index.errors import UnreadableError
from index.load import load, load_bytes, ocr
from tests.index.load.portable import assembled, pdf

SCAN = Path(__file__).parent / "quet.pdf"

SCRIPT = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages in (2):\\neng\\n{language}")
elif {fails}:
    sys.exit(1)
else:
    image = sys.stdin.buffer.read()
    print("level page_num block_num par_num line_num word_num left top width height conf text".replace(" ", "\\t"))
    for place, word in enumerate([image[:15].decode("ascii").split()[0], *"Nghị quyết của Đảng bộ tỉnh.".split()]):
        print(*(5, 1, 1, 1, 1, place, 200 + 200 * place, 300, 180, 40, 96, word), sep="\\t")
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, language: str = "vie", fails: bool = False) -> None:
    """A tesseract in `folder`, which alone is searched for programs."""
    program = folder / "tesseract"
    program.write_text(SCRIPT.format(python=sys.executable, language=language, fails=fails), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(not ocr.available(), reason="tesseract-ocr with tesseract-ocr-vie is not installed")
def test_a_scan_is_read_by_tesseract() -> None:
    extract = load(SCAN)
    assert [(block.text, block.page) for block in extract.blocks[:7]] == [
        ("TỈNH ỦY SÔNG XANH", 1),
        ("NGHỊ QUYẾT", 1),
        ("về phát triển giao thông nông thôn", 1),
        ("Điều 1. Mục tiêu", 1),
        (
            "Đến năm 2030, toàn tỉnh cứng hóa 85% đường liên xã và xây dựng 24 cây cầu dân sinh thay cho cầu tạm.",
            1,
        ),
        ("Điều 2. Kinh phí", 1),
        (
            "Kinh phí thực hiện là 312 tỷ đồng, trong đó ngân sách tỉnh hỗ trợ 60%, phần còn lại do huyện bố trí.",
            1,
        ),
    ]
    assert extract.blocks[7].page == 2


def test_a_scan_is_read_word_by_word_and_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    extract = load_bytes("quét.pdf", pdf([[], []]))
    assert [(block.text, block.page) for block in extract.blocks] == [
        ("P5 Nghị quyết của Đảng bộ tỉnh.", 1),
        ("P5 Nghị quyết của Đảng bộ tỉnh.", 2),
    ]
    assert extract.encoding == "ocr"
    assert extract.warnings == (ocr.DOUBT,)


def test_without_the_vietnamese_data_it_counts_as_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, language="fra")
    assert not ocr.available()


def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, fails=True)
    with pytest.raises(UnreadableError, match="tesseract không đọc được trang 1"):
        load_bytes("quét.pdf", pdf([[]]))


def test_a_scan_of_very_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    with pytest.raises(UnreadableError, match="là bản quét 301 trang, quá giới hạn 300"):
        load_bytes("quét.pdf", pdf([[]] * 301))


def test_a_page_that_claims_to_be_a_wall_is_drawn_smaller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] >>"
    wall = assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page])
    assert load_bytes("tường.pdf", wall).encoding == "ocr"
