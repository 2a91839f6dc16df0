"""The errors of the index, one tree.

    HoidapError                 an expected failure: its message is for the person at the command line
    ├── DocumentError           a file cannot become a document
    │   ├── UnreadableError     damaged, encrypted, of an unknown format, over a limit
    │   ├── EmptyTextError      there is no text in it (a scan, an empty file)
    │   └── HeldError           it bears a secrecy mark and waits for a person
    ├── QuestionError           a question cannot be asked
    ├── EncoderError            a model is missing, damaged or another than the index's
    └── LibraryError            the library cannot do what is asked
        ├── BusyError           another writer holds it
        ├── EmptyLibraryError   there is no document in it
        ├── DamagedError        a file of it is missing or changed
        └── OutageError         the database server cannot be reached just now

Messages are Vietnamese, one line: what, where, what to do next.
"""

from __future__ import annotations

import errno


class HoidapError(Exception):
    """An expected failure; `str(error)` is one Vietnamese line for whoever ran the command."""


class DocumentError(HoidapError):
    """A file cannot become a document."""


class UnreadableError(DocumentError):
    """The file is damaged, encrypted, of an unknown format, or over a limit."""


class EmptyTextError(DocumentError):
    """The file holds no text."""


class HeldError(DocumentError):
    """The file bears a secrecy mark and is held until a person confirms it."""


class QuestionError(HoidapError):
    """The question is empty, too long, or no text."""


class EncoderError(HoidapError):
    """The encoder's model is missing or damaged, or differs from the one the index was made with."""


class LibraryError(HoidapError):
    """The library cannot do what is asked."""


class BusyError(LibraryError):
    """Another process is writing to the library."""


class EmptyLibraryError(LibraryError):
    """There is no document in the library, or none any more."""


class DamagedError(LibraryError):
    """A file of the library is missing or not what its manifest says."""


class OutageError(LibraryError):
    """The database server cannot be reached, or has hung up: trying again may help."""


_REFUSALS = {
    errno.EACCES: "không đủ quyền",
    errno.EPERM: "không đủ quyền",
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết phần đĩa được cấp",
    errno.EISDIR: "đây là thư mục",
    errno.ENOTDIR: "đây không phải thư mục",
    errno.EFBIG: "tệp lớn quá mức được phép",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.EIO: "đĩa đọc hoặc ghi lỗi",
    errno.ENAMETOOLONG: "tên tệp dài quá",
    errno.EMFILE: "chương trình đang mở quá nhiều tệp",
}


def system_reason(error: OSError) -> str:
    """Why the operating system refused, in Vietnamese where the reason is a common one.

    >>> system_reason(OSError(errno.ENOSPC, "No space left on device"))
    'đĩa đã đầy'
    """
    return _REFUSALS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
