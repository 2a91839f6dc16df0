"""What a block is, told by how Vietnamese documents are written: headings and their levels, items, furniture.

Levels, the outermost first, after decree 30/2020/NĐ-CP (annex I, II.5) and guidance 36-HD/VPTW of the Party:

    1 Phần, Phụ lục     4 Tiểu mục, Thủ tục 1:         7 điểm: a), (1), 1.1.1
    2 Chương, A.        5 Điều; 1. outside a Điều      8 -
    3 Mục, I.           6 khoản: 1. in a Điều, 1.1     9 +

A short numbered line with something under it is a heading. One that is a whole paragraph, or stands in a row of its
like, is an item: its level tells how deep it is nested, and it opens no section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.text.furniture import furnish
from index.text.masthead import ANNEX
from index.types import BlockKind, RawBlock

PART, CHAPTER, SECTION, SUBSECTION, ARTICLE, CLAUSE, POINT, DASH, PLUS = range(1, 10)

NUMBERED_CHARS = 120
"""A numbered line up to this length may be a heading."""
BOLD_CHARS = 220
"""The same for lines set apart in bold or capitals, and for articles: their headings run to three lines."""
TITLE_CHARS = 450
"""The same for parts, chapters and sections, whose titles in capitals run to five."""
SENTENCE_CHARS = 70
"""A line that ends like a sentence is a heading only below this length (`1.1. Về tuổi đời.`)."""

_NTH = r"(?:thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))"
_NAMED: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), level)
    for pattern, level in (
        (rf"phần\s+(?:{_NTH}|[ivx]+\b|\d+\b|[a-h]\b)", PART),
        (r"phụ\s*lục(?:\s+(?:số\s*)?(?:[ivx]+|\d+|[a-h])\b|\s*$|\s*[:.])", PART),
        (rf"chương\s+(?:[ivxl]+\b|\d+\b|{_NTH})", CHAPTER),
        (r"mục\s+(?:[ivx]+|\d+|[a-h])\b", SECTION),
        (r"tiểu\s+mục\s+(?:[ivx]+|\d+)\b", SUBSECTION),
        (r"thủ\s+tục\s+(?:số\s+)?\d+\s*[.:]", SUBSECTION),
        (r"điều\s+\d+[a-zđ]?\s*(?:[.:]|$|\()", ARTICLE),
        (r"khoản\s+\d+\s*[.:]", CLAUSE),
        (r"điểm\s+[a-zđ]\s*[.:)]", POINT),
    )
)
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\s*[.)/:\-–]\s*(?=\S|$)")
_LETTER = re.compile(r"[A-HĐ]\s*[.)/\-–]\s+(?=\S)")
_STEPS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s*[-–:)]?\s*(?=[^\W\d_]|$|[\"“(])")
_NUMBER = re.compile(r"\d{1,3}\s*[.)/\-–]\s*(?=[^\d\s]|$)")
_POINT = re.compile(r"\(?(?:[a-zđ]{1,2}|\d{1,2})\)\s*(?=\S)|[a-zđ][./]\s+(?=\S)")
_DASH = re.compile(r"[-–—•]\s*(?=[^\s\-–—\d])")
_PLUS = re.compile(r"[+*]\s*(?=[^\s+*])")
_MARKS = ((_POINT, POINT), (_NUMBER, ARTICLE), (_DASH, DASH), (_PLUS, PLUS))
_AFTER_ENDS = " \"'”’»)]*"
"""Signs that may stand after the mark that ends a line."""
_BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)


def classify(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks with their kinds and levels refined; a label alone on its line (`Chương I`) takes in its title."""
    labelled = _with_titles(furnish(blocks))
    outline = _Outline()
    following = zip(labelled, _following(labelled), _before_annex(labelled), strict=True)
    return tuple(outline.place(block, after, names_annex=names) for block, after, names in following)


def marker_level(text: str) -> int:
    """The level that a line's number or mark tells of, 0 when it has none.

    >>> [marker_level(line) for line in ("Chương II", "I. MỤC TIÊU", "Điều 5. Hiệu lực", "a) Họ tên", "1.200 ha")]
    [2, 3, 5, 7, 0]
    """
    named = next((level for pattern, level in _NAMED if pattern.match(text)), 0)
    if named:
        return named
    if _ROMAN.match(text):
        return SECTION
    if _LETTER.match(text):
        return CHAPTER
    steps = _STEPS.match(text)
    if steps:
        return min(ARTICLE + steps[1].count("."), POINT)
    return next((level for pattern, level in _MARKS if pattern.match(text)), 0)


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals: four letters at least, none small but in brackets."""
    if len(text) > TITLE_CHARS:
        return False
    letters = [char for char in re.sub(r"\([^)]*\)", "", text) if char.isalpha()]
    return len(letters) >= 4 and all(char.isupper() for char in letters)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A heading that is open: its level, the level its layout gave, and how it is set where it has no number."""

    level: int
    style: int = 0
    look: str = ""


@dataclass(slots=True)
class _Outline:
    """The open headings, outermost first, and whether they end in an article."""

    open: list[_Opened] = field(default_factory=list)
    in_article: bool = False
    listed: int = 0
    """The level of the list under way: the last numbered line was short and had its like after it."""

    def place(self, block: RawBlock, after: RawBlock | None, *, names_annex: bool = False) -> RawBlock:
        """The block as a heading, an item, or what it was."""
        if block.kind not in _BODY:
            return block
        style = block.level if block.kind is BlockKind.HEADING else 0
        level = self._level(block.text)
        if level:
            if (style and level < DASH) or self._heads(block, level, after):
                return self._opened(block, _Opened(level, style))
            self.listed = level if len(block.text) <= NUMBERED_CHARS else 0
            if _is_article(block.text):
                self._close(ARTICLE)
                self.in_article = True
            return replace(block, kind=BlockKind.ITEM, level=level)
        if style:
            return self._opened(block, _Opened(self._under_style(style), style))
        if _stands_out(block) and after is not None:
            if names_annex:
                return self._opened(block, _Opened(PART))
            look = "capitals" if is_capitals(block.text) else "bold"
            return self._opened(block, _Opened(self._under_number(look), 0, look))
        return replace(block, kind=BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind, level=0)

    def _level(self, text: str) -> int:
        """The level of a line's mark here: a number under an article is that of a clause."""
        level = marker_level(text)
        return CLAUSE if level == ARTICLE and self.in_article and not _is_article(text) else level

    def _heads(self, block: RawBlock, level: int, after: RawBlock | None) -> bool:
        """Whether a numbered line is a heading: short, and what follows is under it and not beside it."""
        text, bold = block.text, block.kind is BlockKind.HEADING
        if len(text) > TITLE_CHARS or _is_unfinished(text) or level >= DASH:
            return False
        if level <= SUBSECTION:
            return True
        has_sibling = any(each.level == level for each in self.open)
        set_apart = bold or is_capitals(text) or _is_article(text) or has_sibling
        sentence = (
            text.rstrip(_AFTER_ENDS).endswith((".", "…")) and len(text) > SENTENCE_CHARS and not (bold or has_sibling)
        )
        if len(text) > (BOLD_CHARS if set_apart else NUMBERED_CHARS) or sentence or after is None:
            return False
        if not bold and (self.listed == level or (after.kind is BlockKind.HEADING and after.level)):
            return False
        below = CLAUSE if _is_article(text) and _NUMBER.match(after.text) else self._level(after.text)
        if bold and below == level and after.kind is BlockKind.HEADING:
            return True
        return below == 0 or below > level

    def _opened(self, block: RawBlock, opened: _Opened) -> RawBlock:
        self._close(opened.level)
        self.open.append(opened)
        self.listed = 0
        if opened.level <= ARTICLE:
            self.in_article = _is_article(block.text)
        return replace(block, kind=BlockKind.HEADING, level=opened.level)

    def _close(self, level: int) -> None:
        while self.open and self.open[-1].level >= level:
            self.open.pop()

    def _under_style(self, style: int) -> int:
        """The level of a styled heading without a number: under the nearest of a higher style."""
        above = [each.level for each in self.open if each.style and each.style < style]
        return min(max(above) + 1, PLUS) if above else style

    def _under_number(self, look: str) -> int:
        """The level of a line that only stands out: beside the last that looks like it, else under the last number."""
        alike = [each.level for each in self.open if each.look == look]
        innermost = max((each.level for each in self.open if not each.look), default=0)
        return alike[-1] if alike else min(innermost + 1, PLUS)


def _with_titles(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """`Chương I` and the line under it as one heading, and so the lines of a title in capitals."""
    merged: list[RawBlock] = []
    for block in blocks:
        label = merged[-1] if merged else None
        if label is not None and (
            _goes_on_in_capitals(label, block) or (_is_bare_label(label) and _is_title_of(block, label))
        ):
            merged[-1] = replace(label, text=f"{label.text} {block.text}", kind=BlockKind.HEADING)
        else:
            merged.append(block)
    return merged


def _goes_on_in_capitals(title: RawBlock, block: RawBlock) -> bool:
    """Two lines of one title; a number at the second's beginning starts another."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    alike = (
        title.kind in kinds and block.kind in kinds and _is_line_of_title(title.text) and _is_line_of_title(block.text)
    )
    ended = title.text.endswith((":", ".", ";")) or marker_level(block.text)
    return alike and not ended and len(title.text) + len(block.text) <= TITLE_CHARS


def _is_line_of_title(text: str) -> bool:
    """In capitals, and of words: letters set apart and codes are none."""
    return is_capitals(text) and len(re.findall(r"[^\W\d_]{2,}", text)) >= 2


def _is_bare_label(block: RawBlock) -> bool:
    """A label and nothing else: `Chương I`, `PHỤ LỤC`, `3.1`, `I.`"""
    bare = block.text.rstrip(" .:")
    patterns = (*(pattern for pattern, _ in _NAMED), _STEPS)
    return block.kind in _BODY and (
        any(pattern.fullmatch(bare) for pattern in patterns) or bool(_ROMAN.fullmatch(block.text))
    )


def _is_title_of(block: RawBlock, label: RawBlock) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or marker_level(block.text):
        return False
    set_apart = block.kind is BlockKind.HEADING or is_capitals(block.text) or label.kind is BlockKind.HEADING
    named = marker_level(label.text) <= SUBSECTION and len(block.text) <= NUMBERED_CHARS
    return (
        (set_apart or named)
        and len(block.text) <= BOLD_CHARS
        and not block.text.rstrip(_AFTER_ENDS).endswith((";", ",", "."))
    )


def _stands_out(block: RawBlock) -> bool:
    apart = block.kind is BlockKind.HEADING or is_capitals(block.text)
    return (
        len(block.text) <= BOLD_CHARS
        and apart
        and any(map(str.isalpha, block.text))
        and not ANNEX.match(block.text)
        and not _is_unfinished(block.text)
    )


def _is_unfinished(text: str) -> bool:
    return text.rstrip(_AFTER_ENDS).endswith((";", ","))


def _is_article(text: str) -> bool:
    return text[:4].lower() == "điều"


def _before_annex(blocks: Sequence[RawBlock]) -> list[bool]:
    """For each block whether it is in capitals and the next says that it comes with a decision: an annex begins."""
    following = [block.text for block in blocks[1:]] + [""]
    return [
        is_capitals(block.text) and bool(ANNEX.match(after)) for block, after in zip(blocks, following, strict=False)
    ]


def _following(blocks: Sequence[RawBlock]) -> list[RawBlock | None]:
    """For each block the next that is no furniture."""
    following: list[RawBlock | None] = []
    after: RawBlock | None = None
    for block in reversed(blocks):
        following.append(after)
        after = after if block.kind is BlockKind.FURNITURE else block
    return following[::-1]
