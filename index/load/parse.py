"""From a file's bytes to its blocks: the one place that knows which loader reads which format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from index.errors import EmptyTextError, UnreadableError
from index.load import markdown, text
from index.load.limits import Limits
from index.load.sniff import Format
from index.types import Extract

IN_PROCESS = frozenset({Format.TXT, Format.MD})
"""Formats read without a process of their own: bytes are decoded by Python's codecs and split by expressions whose time
grows with the length, there is nothing to inflate, and the file's size bounds the memory."""

_MODULES = {
    Format.DOCX: "docx",
    Format.DOC: "doc",
    Format.RTF: "rtf",
    Format.PDF: "pdf",
    Format.XLS: "xls",
    Format.XLSX: "xlsx",
}
"""Loaders are imported when the first file of their format comes."""


def parse(data: bytes, kind: Format, limits: Limits, *, recognise: bool = False) -> Extract:
    """The blocks of `data`; errors carry a reason without the file's name."""
    extract = (import_module("index.load.ocr").load if recognise else _loader(kind))(data, limits)
    chars = sum(len(block.text) for block in extract.blocks)
    if chars > limits.text_chars:
        raise UnreadableError(f"có {chars:,} ký tự, quá giới hạn {limits.text_chars:,}; hãy tách thành nhiều tệp.")
    if not chars:
        raise EmptyTextError("không có chữ nào để đọc; hãy kiểm tra lại bản gốc.")
    return extract


def _loader(kind: Format) -> Callable[[bytes, Limits], Extract]:
    if kind is Format.TXT:
        return lambda data, limits: text.load(data)
    if kind is Format.MD:
        return lambda data, limits: markdown.load(data)
    if kind not in _MODULES:
        raise UnreadableError("x")
    loader: Callable[[bytes, Limits], Extract] = import_module(f"index.load.{_MODULES[kind]}").load
    return loader
