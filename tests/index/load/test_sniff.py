"""A file's format is what its bytes say, whatever its name."""

from __future__ import annotations

import pytest

from index.errors import UnreadableError
from index.load import load_bytes
from index.load.sniff import Format, sniff
from tests.index.load.office import compound, doc, docx, package, paragraph, pptx, xls, xlsx
from tests.index.load.portable import Text, pdf

SAMPLES = {
    Format.DOCX: docx(paragraph("chữ")),
    Format.XLSX: xlsx({"S": ""}),
    Format.PPTX: pptx([]),
    Format.PDF: pdf([[Text("chữ")]]),
    Format.DOC: doc([(b"chu\r", b"")], ["Arial"]),
    Format.XLS: xls([(0, 0, "chu")]),
    Format.RTF: rb"{\rtf1 chu}",
    Format.HTML: b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC ''>\n<html>",
    Format.MD: "# Nghị quyết\n".encode(),
    Format.TXT: "Nghị quyết\n".encode(),
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_format_is_told_by_its_bytes(kind: Format) -> None:
    assert sniff(SAMPLES[kind]) is kind


def test_a_name_that_lies_does_not_matter() -> None:
    assert load_bytes("luật.pdf", SAMPLES[Format.DOCX]).format == "docx"
    assert load_bytes("luật.docx", SAMPLES[Format.DOC]).format == "doc"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package({"a.txt": "chữ"}), "là tệp nén zip"),
        (package({"content.xml": "<a/>", "mimetype": "x"}), "OpenDocument"),
        (compound({"PowerPoint Document": b"x"}), r"đời cũ; hãy lưu lại thành \.pptx"),
        (compound({"Contents": b"x"}), "không phải văn bản hay bảng tính"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument/>", "XML của Word 2003"),
    ],
)
def test_what_is_known_and_not_read_is_named_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        load_bytes("lạ.doc", data)
