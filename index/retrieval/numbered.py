"""Documents by the numbers that questions name them by: "Công điện 217", "QĐ 97/2025", "57-NQ/TW"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.library.corpus import Corpus
from index.terms import fold

_KINDS = {
    "nghị quyết": "nq",
    "nghị định": "nđ",
    "quyết định": "qđ",
    "quy định": "qđ",
    "kết luận": "kl",
    "chỉ thị": "ct",
    "thông tư": "tt",
    "hướng dẫn": "hd",
    "kế hoạch": "kh",
    "chương trình": "ctr",
    "thông báo": "tb",
    "công văn": "cv",
    "công điện": "cđ",
    "báo cáo": "bc",
    "luật": "qh",
}
"""What kinds of documents are called in their numbers (Decree 30/2020/NĐ-CP, annex III; Instruction 36-HD/VPTW)."""
_LAW = "qh"
"""A law's number ends with the term of the National Assembly: "20/2023/QH15"."""
_WRITTEN = re.compile(r"(?<![\w/])0*(\d{1,5})(?:/(\d{4}))?[/-]([a-zđ]{2,}\d{0,2})(?=[-/\W]|$)")
_SPOKEN = re.compile(rf"\b({'|'.join(_KINDS)})\s+(?:số\s+)?0*(\d{{1,5}})(?:/(\d{{4}}))?(?![\w/]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class _Number:
    value: str
    year: str
    kind: str

    def means(self, other: _Number) -> bool:
        """Whether a document of the other number is named by this one, which may lack the year."""
        same_kind = self.kind == other.kind or (self.kind == _LAW and other.kind.startswith(_LAW))
        return same_kind and self.value == other.value and self.year in ("", other.year)


class Numbered:
    """The numbers of a library's documents, read once, at the first question that names a number."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: tuple[tuple[_Number, str], ...] | None = None

    def named(self, restored: str) -> tuple[str, ...]:
        """The documents that a question with its diacritics names by number; none where it names none."""
        numbers = _numbers(restored)
        if not numbers:
            return ()
        if self._known is None:
            documents = map(self._corpus.document, self._corpus.document_ids)
            self._known = tuple((number, each.id) for each in documents for number in _numbers(each.number)[:1])
        return tuple(
            dict.fromkeys(each for known, each in self._known if any(number.means(known) for number in numbers))
        )


def _numbers(text: str) -> list[_Number]:
    lower = text.lower()
    written = [_Number(value, year or "", fold(kind)) for value, year, kind in _WRITTEN.findall(lower)]
    spoken = [_Number(value, year or "", fold(_KINDS[kind])) for kind, value, year in _SPOKEN.findall(lower)]
    return written + spoken
