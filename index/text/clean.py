"""From what a loader found to a document: NFC text, blocks with their places, and what the catalogue knows."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.errors import EmptyTextError, HeldError
from index.load import load_bytes, open_file
from index.terms import CAPITAL
from index.text.catalogue import Catalogue, Entry, find_corrections, find_sections
from index.text.heading import classify
from index.text.masthead import read
from index.text.secrecy import secrecy
from index.types import Block, BlockKind, Document, Extract, RawBlock, Taken

_WHITE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\f\v]+")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]"
)
_TIME_STAMP = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: \d{2}:\d{2}(?::\d{2})?)?")
_IMAGE_NAME = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+(?:\.(?:jpe?g|png|gif|webp))?")
_PICTURE_SOURCE = re.compile(r"\((?:nguồn|ảnh|Nguồn|Ảnh)\s*:[^)]*\)\s*$")
_SIGNATURE = re.compile(rf"(?:{CAPITAL}\w{{0,7}} ){{1,4}}{CAPITAL}\w{{0,7}}[!.]?")
_SEPARATOR = "\n\n"
_ID_LENGTH = 10


REVISION = "4"
"""Changes when the same file would make another document; `hoidap reindex` then reads the kept files again."""


def read_document(path: Path, catalogue: Catalogue, *, confirmed: bool = False) -> Document:
    """The document of `read_file` alone."""
    return read_file(path, catalogue, confirmed=confirmed).document


def read_file(path: Path, catalogue: Catalogue, *, confirmed: bool = False) -> Taken:
    """Loads and cleans one file.

    Raises DocumentError: the file cannot be read, has no text, or bears a secrecy mark and is not `confirmed`.
    """
    file = open_file(path)
    digest = hashlib.sha256(file.data).hexdigest()
    extract, entry = load_bytes(path.name, file.data), catalogue.entry(digest)
    document = make_document(extract, source=path.name, sha256=digest, entry=entry, confirmed=confirmed)
    return Taken(document, file.data, extract.warnings)


def make_document(
    extract: Extract, *, source: str, sha256: str, entry: Entry | None = None, confirmed: bool = False
) -> Document:
    """Makes the document of an extract; what the catalogue's entry leaves empty is read from the document's head."""
    cleaned = _clean_blocks(extract.blocks)
    raw = classify(cleaned)
    mark = secrecy(raw)
    if mark and not confirmed:
        raise HeldError(f"{source} có dấu “{mark}”: tạm giữ, chưa đưa vào. Nếu đã được phép, hãy xác nhận khi thêm.")
    published = next((found for block in cleaned if (found := _time_stamp(block.text))), None)
    text, blocks = _join(_mark_furniture(raw))
    if not any(block.kind is not BlockKind.FURNITURE for block in blocks):
        raise EmptyTextError(f"{source} không có chữ nào để đọc: hãy kiểm tra tệp rồi thêm lại.")
    head = read(cleaned)
    known = entry or Entry(id=_new_id(text))
    return Document(
        id=known.id,
        title=known.title or head.title or _first_line(text, blocks) or source,
        text=text,
        blocks=blocks,
        source=unicodedata.normalize("NFC", source),
        sha256=sha256,
        outline=find_sections(text, known.outline),
        corrections=find_corrections(text, known.defects),
        number=known.number or head.number,
        issuer=known.issuer or head.issuer,
        kind=known.kind or head.kind,
        date=known.date or head.date,
        published=known.published or published,
        status=known.status,
    )


def clean_line(text: str) -> str:
    """NFC, no invisible characters, single spaces; line breaks stay."""
    lines = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).splitlines()
    return "\n".join(trimmed for line in lines if (trimmed := _WHITE.sub(" ", line).strip()))


def _clean_blocks(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    return [replace(block, text=text) for block in blocks if (text := clean_line(block.text))]


def _mark_furniture(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Marks what web pages leave around a text: time stamps, image names, captions, the poster's name at the end."""
    marked = [_web_piece(block) for block in blocks]
    if len(marked) > 1 and "\n" not in marked[-1].text and _SIGNATURE.fullmatch(marked[-1].text):
        marked[-1] = replace(marked[-1], kind=BlockKind.FURNITURE, level=0)
    return marked


def _web_piece(block: RawBlock) -> RawBlock:
    if _TIME_STAMP.fullmatch(block.text) or _IMAGE_NAME.fullmatch(block.text):
        return replace(block, kind=BlockKind.FURNITURE, level=0)
    if block.kind is BlockKind.PARAGRAPH and _PICTURE_SOURCE.search(block.text):
        return replace(block, kind=BlockKind.CAPTION)
    return block


def _time_stamp(text: str) -> date | None:
    match = _TIME_STAMP.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _join(blocks: Sequence[RawBlock]) -> tuple[str, tuple[Block, ...]]:
    placed, parts, position = [], [], 0
    for block in blocks:
        placed.append(Block(position, position + len(block.text), block.kind, block.level, block.page))
        parts.append(block.text)
        position += len(block.text) + len(_SEPARATOR)
    return _SEPARATOR.join(parts), tuple(placed)


def _first_line(text: str, blocks: Sequence[Block]) -> str:
    body = (text[block.start : block.end] for block in blocks if block.kind is not BlockKind.FURNITURE)
    return next(body, "").split("\n")[0][:200]


def _new_id(text: str) -> str:
    return "vb-" + hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]
