"""Whatever a file holds, in whatever format: its passages stand in the document, which loses and doubles no word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load import DEFAULT
from index.load.parse import parse
from index.terms import words
from index.text.chunk import MOST_SYLLABLES, split
from index.text.clean import make_document
from index.types import BlockKind, Document, Extract
from tests.index.load.office import docx, paragraph, word_table
from tests.index.load.portable import Text, pdf

HEAD = ["TỈNH ỦY BẮC KẠN", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 12-KL/TU", "KẾT LUẬN", "về phát triển du lịch"]
LINES = st.sampled_from(
    [
        *("Chương I", "QUY ĐỊNH CHUNG", "I. KẾT QUẢ", "1. Nông nghiệp", "Điều 2. Nhiệm vụ", "a) Thu hút đầu tư;"),
        *("(1) Giải phóng mặt bằng.", "- Kinh tế tăng 5,2%. Thu ngân sách vượt kế hoạch.", "QUY CHẾ LÀM VIỆC"),
        *("(Ban hành kèm theo Kết luận này)", "Nơi nhận:", "- Các huyện ủy;", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "2"),
        *("Du lịch hồ Ba Bể, " * 45, "nối dài " * 200, "Hòa bình, thuỷ lợi.", "CHỈ TIÊU", "./."),
    ]
)
"""What documents are made of: marks, capitals, furniture, a paragraph and a run of words that are longer than a
passage, letters apart from their diacritics."""
BODIES = st.lists(LINES, min_size=1, max_size=14)


def as_text(lines: Sequence[str]) -> bytes:
    return "\n\n".join(lines).encode()


def as_markdown(lines: Sequence[str]) -> bytes:
    return "\n\n".join(f"## {line}" if line.isupper() else line for line in lines).encode()


def as_html(lines: Sequence[str]) -> bytes:
    body = "".join(f"<h2>{line}</h2>" if line.isupper() else f"<p>{line}</p>" for line in lines)
    return f"<!DOCTYPE html><html><body><article>{body}</article></body></html>".encode()


def as_word(lines: Sequence[str]) -> bytes:
    table = word_table([["Chỉ tiêu", "Kết quả"], *([line, "12,5"] for line in lines[-3:])])
    return docx("".join(paragraph(line, bold=line.isupper()) for line in lines) + table)


def as_pdf(lines: Sequence[str]) -> bytes:
    pages = [lines[start : start + 6] for start in range(0, len(lines), 6)]
    return pdf([[Text(line[:90], y=700.0 - 20 * row) for row, line in enumerate(page)] for page in pages])


def made(data: bytes) -> tuple[Extract, Document]:
    extract = parse(data, DEFAULT)
    return extract, make_document(extract, source="tệp", sha256="", confirmed=True)


@pytest.mark.parametrize("write", [as_text, as_markdown, as_html, as_word, as_pdf])
@given(body=BODIES)
@settings(max_examples=40, deadline=None)
def test_passages_of_a_file_stand_in_its_document_and_hold_each_word_once(
    write: Callable[[Sequence[str]], bytes], body: list[str]
) -> None:
    extract, document = made(write([*HEAD, *body, "Đoạn cuối của văn bản."]))
    passages = split(document)
    assert all(document.text[passage.start : passage.end] == passage.text for passage in passages)
    assert all(sum(1 for _ in words(passage.text)) <= MOST_SYLLABLES for passage in passages)
    said = [
        match.start()
        for block in document.blocks
        if block.kind is not BlockKind.FURNITURE
        for match in words(document.text[: block.end])
        if match.start() >= block.start
    ]
    held = [passage.start + match.start() for passage in passages for match in words(passage.text)]
    assert held == said
    read = [match.group() for block in extract.blocks for match in words(block.text)]
    assert [match.group() for match in words(document.text)] == read


@pytest.mark.parametrize("write", [as_text, as_markdown, as_html, as_word, as_pdf])
def test_headings_of_a_passage_are_the_document_s_own_words(write: Callable[[Sequence[str]], bytes]) -> None:
    body = ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "Kết luận này áp dụng cho các huyện.", "Điều 2. Nhiệm vụ"]
    _, document = made(write([*HEAD, *body, "Phát triển du lịch hồ Ba Bể."]))
    text = " ".join(document.text.split())
    headings = [heading for passage in split(document) for heading in passage.headings]
    assert "Điều 1. Phạm vi" in headings
    assert all(heading in text for heading in headings)
