"""From a file's bytes to its blocks: the one place that knows which loader reads which format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from index.errors import EmptyTextError, UnreadableError
from index.load.limits import MEBIBYTE, Limits
from index.load.sniff import Format, glance, is_container, sniff
from index.types import Extract

IN_PROCESS = frozenset({Format.TXT, Format.MD})
IN_PROCESS_BYTES = 2 * MEBIBYTE
"""Formats read without a process of their own, up to this size: bytes are decoded by Python's codecs and split by
expressions whose time grows with the length (2 MB take 2 s at worst), and there is nothing to inflate."""

_LOADERS = {
    Format.TXT: "text.load",
    Format.MD: "markdown.load",
    Format.HTML: "html.load",
    Format.MHTML: "html.load_mhtml",
    Format.DOCX: "docx.load",
    Format.DOC: "doc.load",
    Format.RTF: "rtf.load",
    Format.PDF: "pdf.load",
    Format.XLS: "xls.load",
    Format.XLSX: "xlsx.load",
    Format.PPTX: "slides.load",
}
"""Modules are imported when the first file of their format comes."""


def is_harmless(data: bytes) -> bool:
    """Whether the bytes can be read in this process."""
    return len(data) <= IN_PROCESS_BYTES and not is_container(data) and glance(data) in IN_PROCESS


def parse(data: bytes, limits: Limits, *, recognise: bool = False) -> Extract:
    """The blocks of `data`, of a scan's images with `recognise`; errors carry a reason without the file's name."""
    module, _, function = ("ocr.load" if recognise else _LOADERS[sniff(data)]).partition(".")
    loader: Callable[[bytes, Limits], Extract] = getattr(import_module(f"index.load.{module}"), function)
    extract = loader(data, limits)
    chars = sum(len(block.text) for block in extract.blocks)
    if chars > limits.text_chars:
        raise UnreadableError(f"có {chars:,} ký tự, quá giới hạn {limits.text_chars:,}; hãy tách thành nhiều tệp.")
    if not chars:
        raise EmptyTextError("không có chữ nào để đọc; hãy kiểm tra lại bản gốc.")
    return extract
