"""A document's own particulars and where its words tell them: signature, addressees, date, number, issuer, title.

All but the title stand in blocks that no passage holds (`index.text.furniture`). The layout is that of decree
30/2020/NĐ-CP, annex I.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from index.text.furniture import ADDRESSEES, NAME_LINE, OFFICE, PAGE_NUMBER, opens_signature, tails
from index.text.masthead import Part, parts
from index.types import Block, BlockKind, Document, RawBlock

Stretch = tuple[int, int]
"""`document.text[start:end]`."""


class Particular(Enum):
    """What can be asked of a document as a whole. `POSTED` is the time stamp of a web page, `CLOSING` a name alone on
    the last line: nothing says whether its bearer wrote, signed or posted the text."""

    SIGNATURE = "signature"
    RECIPIENTS = "recipients"
    DATE = "date"
    NUMBER = "number"
    ISSUER = "issuer"
    TITLE = "title"
    POSTED = "posted"
    CLOSING = "closing"


_TIME_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}\b")
_DAY = re.compile(r"ngày\s*\d{1,2}\s*(?:tháng|[/.-])\s*\d{1,2}\s*(?:năm|[/.-])\s*\d{4}", re.IGNORECASE)
"""A form whose day is still to be written tells none."""
_NAME_INSIDE = re.compile(r"(?:[A-ZĐÀ-Ỵ][a-zà-ỹđ]{0,6}\s+){1,4}[A-ZĐÀ-Ỵ][a-zà-ỹđ]{0,6}[.!]?$")
"""At the end of a block that holds a whole signature: offices are in capitals."""


_ISSUERS = 2
"""Stretches of an issuer's name at most: the motto may stand between its two lines."""
_LABEL = 15
"""Characters of the words "Nơi nhận:" alone."""


def particulars(document: Document) -> Mapping[Particular, tuple[Stretch, ...]]:
    """The stretches that tell each particular, in reading order; those that the text does not tell are left out."""
    blocks = document.blocks
    raw = [_as_found(document.text, block) for block in blocks]
    found = _head(document, raw) | _tail(blocks, raw)
    administrative = any(found[each] for each in (Particular.NUMBER, Particular.DATE, Particular.RECIPIENTS))
    if administrative and not found[Particular.SIGNATURE]:
        found[Particular.SIGNATURE] = found[Particular.CLOSING]
    if document.date and not found[Particular.DATE]:
        found[Particular.DATE] = _told_day(document, document.date)
    stamps = (block for block, each in zip(blocks, raw, strict=True) if _TIME_STAMP.match(each.text))
    stamp = next((block for block in stamps if block.kind is BlockKind.FURNITURE), None)
    if stamp:
        found[Particular.POSTED] = [(stamp.start, stamp.end)]
    return {particular: tuple(stretches) for particular, stretches in found.items() if stretches}


def _told_day(document: Document, day: date) -> list[Stretch]:
    """Where the text first tells the day that the document is known to bear."""
    written = re.compile(rf"ngày\s+0?{day.day}\s+tháng\s+0?{day.month}\s+năm\s+{day.year}\b", re.IGNORECASE)
    match = written.search(document.text)
    return [match.span()] if match else []


def _as_found(text: str, block: Block) -> RawBlock:
    """A block as it was before its content was known: the head's parts are told by their words."""
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.FURNITURE else block.kind
    return RawBlock(text[block.start : block.end], kind, block.level, block.page)


def _head(document: Document, raw: Sequence[RawBlock]) -> dict[Particular, list[Stretch]]:
    found = parts(raw)
    places = {part: [place for place in sorted(found) if found[place] is part] for part in Part}
    dated = [place for place in (*places[Part.DATE], *places[Part.NUMBER]) if _DAY.search(raw[place].text)]
    titles = places[Part.KIND] + places[Part.TITLE]
    titles = titles or [place for place, block in enumerate(raw) if block.kind is BlockKind.TITLE][:1]
    title = _stretches(document.blocks, titles)[:1]
    in_title = title and document.number and document.number in document.text[slice(*title[0])]
    numbered = [place for place in places[Part.NUMBER] if any(map(str.isdigit, raw[place].text))][:1]
    return {
        Particular.DATE: _stretches(document.blocks, dated[:1]),
        Particular.NUMBER: _stretches(document.blocks, numbered) or (title if in_title else []),
        Particular.ISSUER: _stretches(document.blocks, places[Part.ISSUER])[:_ISSUERS],
        Particular.TITLE: title,
    }


def _tail(blocks: Sequence[Block], raw: Sequence[RawBlock]) -> dict[Particular, list[Stretch]]:
    """What stands below the text: the first addressees, the first signature that bears a name, a name alone at last."""
    inside = tails(raw)
    places: dict[Particular, list[int]] = {Particular.RECIPIENTS: [], Particular.SIGNATURE: []}
    now = Particular.SIGNATURE
    for place in sorted(inside):
        block = raw[place]
        if blocks[place].kind is not BlockKind.FURNITURE or PAGE_NUMBER.match(block.text):
            continue
        if ADDRESSEES.match(block.text):
            now = Particular.RECIPIENTS
        elif place - 1 not in inside or _signs(block):
            now = Particular.SIGNATURE
        places[now].append(place)
    last = len(raw) - 1
    closing = [last] if last > 0 and last not in inside and NAME_LINE.fullmatch(raw[last].text) else []
    signed = _signed(blocks, raw, places[Particular.SIGNATURE])
    if signed and closing and not any(_ends_with_name(raw[place].text) for place in places[Particular.SIGNATURE]):
        signed += _stretches(blocks, closing)
    sent = _stretches(blocks, places[Particular.RECIPIENTS])[:1]
    return {
        Particular.RECIPIENTS: [(start, end) for start, end in sent if end - start > _LABEL],
        Particular.SIGNATURE: signed,
        Particular.CLOSING: _stretches(blocks, closing),
    }


def _signed(blocks: Sequence[Block], raw: Sequence[RawBlock], places: Sequence[int]) -> list[Stretch]:
    """The first signature with a name, else the first; what is signed after an annex comes later."""
    runs = list(_runs(places))
    named = next((run for run in runs if any(_ends_with_name(raw[place].text) for place in run)), None)
    return [_span(blocks, run) for run in ([named] if named else runs[:1])]


def _signs(block: RawBlock) -> bool:
    """Whether a line is for whom a document is signed, an office in capitals, or a name."""
    office = OFFICE.match(block.text)
    return bool(opens_signature(block) or (office and office.group().isupper()) or NAME_LINE.match(block.text))


def _ends_with_name(text: str) -> bool:
    return _NAME_INSIDE.search(text) is not None


def _stretches(blocks: Sequence[Block], places: Sequence[int]) -> list[Stretch]:
    return [_span(blocks, run) for run in _runs(places)]


def _span(blocks: Sequence[Block], run: Sequence[int]) -> Stretch:
    return blocks[run[0]].start, blocks[run[-1]].end


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Places that follow one another."""
    run: list[int] = []
    for place in sorted(places):
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
