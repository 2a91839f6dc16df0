"""A file's name and bytes, taken from the disk or from an upload without trusting either."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyTextError, UnreadableError, system_reason
from index.load.limits import MEBIBYTE, Limits

NAME_CHARS = 120
"""Longest name kept: three bytes a Vietnamese letter at most, and file systems allow 255."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: `name` is NFC, without folders or control characters."""

    name: str
    data: bytes


def safe_name(name: str) -> str:
    """The last component of `name`, NFC, printable, never hidden and never empty.

    >>> safe_name("../../etc/passwd")
    'passwd'
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", last)
    printable = "".join(char for char in composed if unicodedata.category(char)[0] != "C")
    visible = printable.strip().lstrip(".").strip()
    stem, dot, suffix = visible.rpartition(".")
    if len(visible) > NAME_CHARS and dot and len(suffix) < NAME_CHARS:
        visible = f"{stem[: NAME_CHARS - len(suffix) - 1]}.{suffix}"
    return visible[:NAME_CHARS] or "tai-lieu"


def read(path: Path, limits: Limits) -> Source:
    """The regular file at `path`; links, devices and oversized files are refused unread."""
    name = safe_name(path.name)
    try:
        handle = _open(path)
    except OSError as error:
        raise UnreadableError(_cannot_open(name, error)) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise UnreadableError(f"{name}: không phải tệp thường; hãy chỉ tới một tệp văn bản.")
    with os.fdopen(handle, "rb") as file:
        _check_size(name, status.st_size, limits)
        return upload(name, file.read(limits.file_bytes + 1), limits)


def upload(name: str, data: bytes, limits: Limits) -> Source:
    """The bytes that someone sent under `name`."""
    kept = safe_name(name)
    _check_size(kept, len(data), limits)
    if not data:
        raise EmptyTextError(f"{kept}: tệp rỗng (0 byte); hãy kiểm tra lại bản gốc.")
    return Source(kept, data)


def _open(path: Path) -> int:
    """A descriptor of `path`, also when the disk spells the name in another normal form than the caller."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    for form in ("NFC", "NFD"):
        other = path.with_name(unicodedata.normalize(form, path.name)) if path.name else path
        if not os.path.lexists(path) and os.path.lexists(other):
            path = other
    if path.is_symlink():
        raise OSError(errno.ELOOP, "symbolic link")
    return os.open(path, flags)


def _check_size(name: str, size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        allowed = limits.file_bytes // MEBIBYTE
        raise UnreadableError(
            f"{name}: nặng {size / MEBIBYTE:.0f} MB, quá giới hạn {allowed} MB; hãy tách nhỏ hoặc bỏ ảnh trong tệp."
        )


def _cannot_open(name: str, error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return f"{name}: không có tệp này; hãy kiểm tra đường dẫn."
    if error.errno == errno.ELOOP:
        return f"{name}: là liên kết tượng trưng nên không được theo; hãy chỉ thẳng tới tệp gốc."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{name}: không có quyền đọc; hãy cấp quyền đọc tệp rồi thử lại."
    return f"{name}: không mở được ({system_reason(error)}); hãy kiểm tra tệp rồi thử lại."
