"""Abbreviations of the administration, of chat, and those that the documents define themselves."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from index.terms import fold, same_tone

FILE = "abbreviations.json"

_DEFINED = re.compile(
    r"\((?:(?:sau đây )?(?:gọi|viết) tắt là |sau đây gọi là )?[\"“”']?([A-ZĐ][A-ZĐ&-]{1,9})[\"“”']?\)"
)
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 14
_CAPITAL_SYLLABLE = re.compile(r"\W*[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\W*")
_LONGEST_KEY = 2
"""Words of a key: "bao nh", "thu ns"."""
_POINT = re.compile(
    r"(?:điểm|mục|khoản|nhóm|loại|hạng|lớp|khối|khu|đội|tổ|hàm|vitamin|virus|phụ lục|mẫu|ý|câu)\s*\d*\s*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?:\d|\b(?:bao nhiêu|bao nhieu|mấy|may|nghìn|ngàn|triệu|trăm|nửa))\s*$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[&/.-][^\W_]+)*\.?")
_PLAIN_KEYS = str.maketrans("đư", "du")

Expansions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Expansions by abbreviation in small letters, likeliest first; `exact` keys are met only as written.

    `chat` and `single` are read in questions only: not after a number, a single letter not where it names a point.
    """

    administration: Expansions
    exact: Expansions
    chat: Expansions
    single: Expansions

    def with_defined(self, defined: Expansions) -> Abbreviations:
        """These and the documents' own, which come first."""
        merged = dict(self.administration)
        for short, expansions in defined.items():
            key = same_tone(short).lower()
            merged[key] = tuple(dict.fromkeys((*expansions, *merged.get(key, ()))))
        return replace(self, administration=merged)

    def expansions(self, token: str, before: str, question: str) -> tuple[str, ...]:
        """What a token of a question may stand for; `before` is the question up to it. Empty where it is a word."""
        typed = same_tone(token)
        if typed.endswith(".") and not self._has(typed.lower()):
            typed = typed[:-1]
        key = typed.lower()
        if len(key) == 1:
            alone = len(question.split()) < 3 or _POINT.search(before) or _AMOUNT.search(before) or not token.islower()
            return () if alone else self.single.get(key, ())
        found: tuple[str, ...] = self.exact.get(typed, ()) if not _in_capitals(token, before, question) else ()
        found += self.administration.get(key, ())
        if not _AMOUNT.search(before):
            found += self.chat.get(key, ())
        return tuple(dict.fromkeys(found))

    def readings(self, question: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The question's words, runs that are one key ("bao nh") as one: their spans and what they may stand for."""
        found = list(_TOKEN.finditer(question))
        place = 0
        while place < len(found):
            start = found[place].start()
            for count in range(min(_LONGEST_KEY, len(found) - place), 0, -1):
                end = found[place + count - 1].end()
                run = question[start:end]
                expansions = self.expansions(run, question[:start], question) if count == 1 or " " in run else ()
                if expansions or count == 1:
                    yield start, end, expansions
                    place += count
                    break

    def _has(self, key: str) -> bool:
        return key in self.administration or key in self.chat

    def in_document(self, text: str) -> list[str]:
        """Expansions of the unambiguous abbreviations that stand in capitals in a text, for its terms."""
        found: list[str] = []
        for match in _TOKEN.finditer(text):
            token = match.group().rstrip(".")
            if len(token) > 1 and token.isupper():
                known = self.exact.get(token, ()) or self.administration.get(token.lower(), ())
                found += known if len(known) == 1 else ()
        return list(dict.fromkeys(found))


def packaged() -> Abbreviations:
    """The reviewed abbreviations of the package."""
    text = resources.files("index").joinpath("background/abbreviations.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    administration, chat = _entries(tables["administration"]), _entries(tables["chat"])
    own = administration.keys() | chat.keys()
    return Abbreviations(
        administration=_with_plain_keys(administration, own),
        exact=_entries(tables["administration"]["case_sensitive"]),
        chat=_with_plain_keys(chat, own),
        single=_entries(tables["chat"]["single_letters"]),
    )


def defined_in(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Abbreviations that documents define: "Khu công nghiệp (KCN)" gives KCN."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            expansion = _spelled_out(text[: match.start()], match.group(1))
            if expansion and expansion not in found.setdefault(match.group(1), []):
                found[match.group(1)].append(expansion)
    return {short: tuple(expansions) for short, expansions in found.items() if expansions}


def save(folder: Path, defined: Mapping[str, tuple[str, ...]]) -> None:
    """Writes the documents' own abbreviations into a generation."""
    (folder / FILE).write_text(json.dumps(defined, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def open_defined(folder: Path) -> dict[str, tuple[str, ...]]:
    """Reads what `save` wrote."""
    saved = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return {short: tuple(expansions) for short, expansions in saved.items()}


def _in_capitals(token: str, before: str, question: str) -> bool:
    """Whether a token stands in a run of syllables in capitals, as "TƯ" does in "ĐẦU TƯ CÔNG thế nào"."""
    neighbours = (*before.split()[-1:], *question[len(before) + len(token) :].split()[:1])
    return any(_CAPITAL_SYLLABLE.fullmatch(fold(word)) and word.isupper() for word in neighbours)


def _spelled_out(before: str, short: str) -> str:
    """The words just before a definition whose initials spell it, skipping none; "" where they don't."""
    initials = fold(re.sub(r"[&-]", "", short))
    words = list(_WORD.finditer(before[-200:]))[-_MOST_WORDS:]
    for count in range(len(initials), min(len(words), len(initials) + 3) + 1):
        run = words[-count:]
        letters = iter(fold(word.group())[0] for word in run)
        if fold(run[0].group())[0] == initials[0] and all(initial in letters for initial in initials):
            return same_tone(before[-200:][run[0].start() : run[-1].end()])
    return ""


def _entries(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """A table's own entries, without its nested tables."""
    return {
        same_tone(key): tuple(same_tone(str(each)) for each in value)
        for key, value in table.items()
        if isinstance(value, list)
    }


def _with_plain_keys(entries: Expansions, own: Set[str]) -> dict[str, tuple[str, ...]]:
    """The entries; those of keys with "đ" or "ư" also under the writing without, where that is no key of its own."""
    plain = {bare: value for key, value in entries.items() if (bare := key.translate(_PLAIN_KEYS)) not in own}
    return {**plain, **entries}
