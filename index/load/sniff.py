"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from index.errors import UnreadableError

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD_BYTES = 4096
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", OLE_MARK)


class Format(StrEnum):
    """The formats that can be read."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    MHTML = "mhtml"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    PDF = "pdf"
    RTF = "rtf"
    DOC = "doc"
    XLS = "xls"


_OFFICE = {"word/": Format.DOCX, "xl/": Format.XLSX, "ppt/": Format.PPTX}
_STREAMS = {"WordDocument": Format.DOC, "Workbook": Format.XLS, "Book": Format.XLS}
"""Streams of a compound file, in the order they decide: a document may hold a workbook."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)[\s>/]", re.IGNORECASE)
_KNOWN_STRANGERS = (
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"GIF8", "ảnh GIF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
)
_NEXT = "hãy lưu lại thành .docx, .pdf hay .txt rồi thử lại."


def sniff(data: bytes) -> Format:
    """The format of a file's bytes; raises `UnreadableError` for what is known and not read."""
    if not data.startswith(_CONTAINERS):
        return glance(data)
    return _compound(data) if data.startswith(OLE_MARK) else _archive(data)


def glance(data: bytes) -> Format:
    """The same for what is no container, by the first bytes alone, which even hostile ones cannot make costly."""
    head = data[:HEAD_BYTES]
    for mark, what in _KNOWN_STRANGERS:
        if head.startswith(mark):
            raise UnreadableError(f"là {what}, không phải văn bản; {_NEXT}")
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt"):
        return Format.RTF
    return _text(head)


def is_container(data: bytes) -> bool:
    """Whether the bytes hold files of their own, which must be opened to tell the format."""
    return data.startswith(_CONTAINERS)


def _archive(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("tệp nén hỏng hoặc tải chưa hết; hãy lấy lại bản gốc.") from error
    for folder, kind in _OFFICE.items():
        if any(name.startswith(folder) and name.endswith(".xml") for name in names):
            return kind
    if "content.xml" in names:
        raise UnreadableError(f"là tệp OpenDocument, chưa đọc được; {_NEXT}")
    raise UnreadableError("là tệp nén zip, không phải văn bản; hãy giải nén và nạp từng tệp bên trong.")


def _compound(data: bytes) -> Format:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {entry[0] for entry in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableError("tệp Office cũ bị hỏng; hãy mở bằng LibreOffice và lưu lại.") from error
    if "EncryptedPackage" in streams:
        raise UnreadableError("được đặt mật khẩu; hãy bỏ mật khẩu (Lưu thành… không mật khẩu) rồi nạp lại.")
    for stream, kind in _STREAMS.items():
        if stream in streams:
            return kind
    if "PowerPoint Document" in streams:
        raise UnreadableError("là bản trình chiếu .ppt đời cũ; hãy lưu lại thành .pptx rồi thử lại.")
    raise UnreadableError(f"là tệp Office cũ nhưng không phải văn bản hay bảng tính; {_NEXT}")


def _text(head: bytes) -> Format:
    """HTML, a saved web page, Markdown or plain text."""
    from index.load.markdown import is_markdown

    narrow = head.replace(b"\x00", b"")
    if re.search(rb"^(?:MIME-Version|From|Content-Type):", narrow, re.M | re.I) and b"multipart/related" in narrow:
        return Format.MHTML
    if b"mso-application" in narrow or b"<w:wordDocument" in narrow:
        raise UnreadableError(f"là tệp XML của Word 2003; {_NEXT}")
    opening = narrow.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if opening.startswith(b"<") and _HTML.search(narrow):
        return Format.HTML
    return Format.MD if is_markdown(head.decode("utf-8", "ignore")) else Format.TXT
