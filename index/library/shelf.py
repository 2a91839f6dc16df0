"""Which document an arriving file is: a new one, a held one that changed, or a copy. Decides, changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from index.library import record
from index.library.corpus_files import ID_BYTES
from index.types import Document


class Fate(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UPDATED = "updated"  # the same words; metadata, layout or white space changed
    RENAMED = "renamed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    HELD = "held"
    FAILED = "failed"


CHANGES = frozenset({Fate.ADDED, Fate.REPLACED, Fate.UPDATED, Fate.RENAMED})
"""The fates that make a new generation."""


@dataclass(frozen=True, slots=True)
class Card:
    """What identifies a document: enough to compare without its text."""

    document_id: str
    content: str
    fingerprint: str
    source: str
    sha256: str
    title: str = ""
    number: str = ""
    issuer: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """The decision for one file: its fate and the document that it is, or is a copy of."""

    fate: Fate
    document_id: str
    reason: str = ""


def card_of(document: Document) -> Card:
    """The card of a document."""
    return Card(
        document_id=document.id,
        content=record.content_key(document),
        fingerprint=record.fingerprint(document.text),
        source=document.source,
        sha256=document.sha256,
        title=document.title,
        number=document.number,
        issuer=document.issuer,
        kind=document.kind,
    )


class Shelf:
    """The documents of the library while files arrive.

    Invariant: within one run a held document is taken by one file at most, so that of two files with the same
    name or number none silently overwrites the other.
    """

    def __init__(self, held: Iterable[Card], arriving: Mapping[str, Set[str]]) -> None:
        """`arriving` tells the SHA-256 of every file of the run and the names that it arrives under."""
        self._cards: dict[str, Card] = {}
        self._ids: defaultdict[_Trait, dict[str, None]] = defaultdict(dict)
        self._taken: set[str] = set()
        self._arriving = arriving
        self._names = frozenset(name for names in arriving.values() for name in names)
        for card in held:
            self._keep(card)

    def place(self, card: Card) -> Placement:
        """Decide on one file, and remember it for the next."""
        placement = self._same_words(card) or self._same_file(card) or self._successor(card) or self._newcomer(card)
        if placement.fate is not Fate.DUPLICATE:
            self._taken.add(placement.document_id)
            self._keep(replace(card, document_id=placement.document_id))
        return placement

    def _keep(self, card: Card) -> None:
        old = self._cards.get(card.document_id)
        for trait in _traits(old) if old else ():
            del self._ids[trait][card.document_id]
        for trait in _traits(card):
            self._ids[trait][card.document_id] = None
        self._cards[card.document_id] = card

    def _alike(self, trait: _Trait) -> list[Card]:
        return [self._cards[document_id] for document_id in self._ids.get(trait, ())]

    def _same_words(self, card: Card) -> Placement | None:
        alike = self._alike(("words", card.fingerprint))
        free = [held for held in alike if held.document_id not in self._taken]
        for held in free:
            if held.source == card.source:
                fate = Fate.UNCHANGED if held.content == card.content else Fate.UPDATED
                return Placement(fate, held.document_id)
        for held in free:
            if held.sha256 == card.sha256 and held.source not in self._names:
                return Placement(Fate.RENAMED, held.document_id, held.source)
        return Placement(Fate.DUPLICATE, alike[0].document_id, alike[0].source) if alike else None

    def _same_file(self, card: Card) -> Placement | None:
        """The held document of the very same file, whose words another version of the program has read otherwise."""
        for held in self._alike(("file", card.sha256)):
            known = held.source == card.source or held.source not in self._names
            if known and held.document_id not in self._taken:
                return Placement(Fate.REPLACED, held.document_id, held.source)
        return None

    def _successor(self, card: Card) -> Placement | None:
        """The held document that this file replaces, when no file of the run brings that one itself."""
        namesakes = [held for held in self._alike(("name", card.source)) if self._is_free(held)]
        if namesakes:
            best = min(namesakes, key=lambda held: (held.title != card.title, held.document_id))
            return Placement(Fate.REPLACED, best.document_id, best.source)
        if not (card.number and card.issuer):
            return None
        for held in self._alike(_number(card)):
            if self._is_free(held) and held.source not in self._names:
                return Placement(Fate.REPLACED, held.document_id, held.source)
        return None

    def _is_free(self, held: Card) -> bool:
        return held.document_id not in self._taken and held.sha256 not in self._arriving

    def _newcomer(self, card: Card) -> Placement:
        identity, count = card.document_id, 1
        while identity in self._cards:
            count += 1
            suffix = f"-{count}"
            identity = card.document_id[: ID_BYTES - len(suffix)].rstrip("-") + suffix
        return Placement(Fate.ADDED, identity)


_Trait = tuple[str, ...]


def _traits(card: Card) -> tuple[_Trait, ...]:
    """What a card can be found by."""
    return ("words", card.fingerprint), ("file", card.sha256), ("name", card.source), _number(card)


def _number(card: Card) -> _Trait:
    """A number counts together with its issuer; an annex is of another kind than what it belongs to."""
    return ("number", card.number, card.issuer, card.kind)
