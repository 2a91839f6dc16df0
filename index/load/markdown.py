"""Markdown: headings, lists and tables told by its marks, which are then taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.load import paragraph, pipes, rows
from index.load.draft import HEADING_CHARS, Draft, Run, draft, settle
from index.load.limits import Limits
from index.load.text import decode
from index.types import BlockKind, Extract

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_ITEM = re.compile(r"[-*+•]\s+(?=\S)")
_RULE = re.compile(r"[-=_*\s]{3,}$")
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\]\([^()]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)")
"""Bounded, so that a file of brackets is not searched to its end from each."""
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`{1,3}|~~|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_BOLD = re.compile(r"\*\*[^*]+\*\*[\s.:]*$")
_SIGNS = re.compile(r"^#{1,6} \S|^\|.*\|\s*$|^\*\*\S|\[[^\]]+\]\(https?:|^```", re.MULTILINE)


def is_markdown(text: str) -> bool:
    """Whether the text opens with a Markdown heading or bears Markdown's marks at least twice."""
    return text.lstrip("\ufeff \r\n").startswith("# ") or len(_SIGNS.findall(text[:100_000])) >= 2


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of a Markdown file; a paragraph all in bold is a heading whose level, 0, is not known."""
    text, encoding, warnings = decode(data)
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    blocks, old = settle(_drafts(lines))
    return Extract(blocks, "md", old or encoding, warnings)


def _drafts(lines: Sequence[str]) -> Iterator[Draft]:
    for text, table in pipes.segments(lines):
        if table:
            yield from rows.table([[_cell(cell) for cell in row] for row in table])
        for group in _groups(text):
            yield from _group(group)


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Neighbouring lines that may be one paragraph: a blank line, a heading and a rule end it."""
    group: list[str] = []
    for line in map(str.strip, lines):
        if _HEADING.match(line) or not line or _RULE.match(line) or line.startswith("```"):
            yield from [group] if group else []
            yield from [[line]] if _HEADING.match(line) else []
            group = []
        else:
            group.append(line.removeprefix("> "))
    yield from [group] if group else []


def _group(lines: Sequence[str]) -> Iterator[Draft]:
    heading = _HEADING.match(lines[0])
    if heading:
        yield draft(_unmarked(heading[2].rstrip("# ")), BlockKind.HEADING, len(heading[1]))
        return
    for text in paragraph.join(_soft(lines), paragraph.SOFT):
        image = _IMAGE.fullmatch(text)
        item = _ITEM.match(text)
        words = _unmarked(text)
        if image:
            yield draft(image[1], BlockKind.CAPTION)
        elif item:
            yield draft(words, BlockKind.ITEM)
        elif _BOLD.match(text) and len(words) <= HEADING_CHARS:
            yield draft(words, BlockKind.HEADING)
        else:
            yield draft(words)


def _soft(lines: Sequence[str]) -> list[str]:
    """The lines with each link and each stretch of emphasis that runs over a line's end brought onto one line."""
    joined: list[list[str]] = []
    unclosed = False
    for line in lines:
        if unclosed:
            joined[-1].append(line)
        else:
            joined.append([line])
        unclosed ^= bool(line.count("**") % 2)
    return [" ".join(pieces) for pieces in joined]


def _unmarked(text: str) -> str:
    """The words without emphasis, links and escapes; a dash that was a bullet stays, as it does in other formats."""
    linked = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|])", r"\1", _EMPHASIS.sub("", linked)).strip()


def _cell(text: str) -> list[rows.Cell]:
    words = " ".join(_unmarked(line) for line in text.split("\n") if not _RULE.match(line.strip()))
    return [(Run(words),)] if words.strip() else []
