"""The hand-written data: the golden questions, the abbreviations and the background questions."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "data" / "documents" / "ket-luan-hoi-nghi-12.txt"
GOLDEN = ROOT / "tests" / "golden" / "questions.jsonl"
ABBREVIATIONS = ROOT / "index" / "background" / "abbreviations.toml"
BACKGROUND = ROOT / "index" / "background" / "questions.txt"

LEAST_OF_KIND = {
    "fact": 40,
    "list": 15,
    "paraphrase": 25,
    "bare": 20,
    "abbr": 20,
    "typo": 20,
    "english": 12,
    "number": 15,
    "follow": 14,
    "near": 40,
    "oos": 15,
    "small_talk": 12,
}
UNANSWERABLE = {"near", "oos", "small_talk"}
LEAST_SYLLABLES = 3000
"""Distinct written forms in the background questions, so that common syllables are known before any document is."""


def test_identifiers_are_unique_and_in_order() -> None:
    assert [question["id"] for question in golden()] == [f"g{n:03d}" for n in range(1, len(golden()) + 1)]


def test_every_kind_has_enough_questions() -> None:
    counted = Counter(question["kind"] for question in golden())
    assert counted.keys() == LEAST_OF_KIND.keys()
    assert {kind: n for kind, n in counted.items() if n < LEAST_OF_KIND[kind]} == {}


def test_no_question_stands_twice() -> None:
    asked = Counter((flat(question["question"]), *question.get("turns", ())) for question in golden())
    assert [key for key, n in asked.items() if n > 1] == []


def test_every_gold_stands_verbatim_in_one_line_of_the_document() -> None:
    lines = [flat(line) for line in DOCUMENT.read_text("utf-8").splitlines()]
    pieces = [(question["id"], piece) for question in golden() for piece in gold_pieces(question)]
    assert len(pieces) >= len([question for question in golden() if question["answerable"]])
    assert [(id, piece) for id, piece in pieces if not any(flat(piece) in line for line in lines)] == []


def test_no_gold_leans_on_a_defect_of_the_copy() -> None:
    defects = ("gh p", "phep")
    pieces = [piece for question in golden() for piece in gold_pieces(question)]
    assert [piece for piece in pieces if any(defect in flat(piece) for defect in defects)] == []


def test_a_question_has_gold_exactly_where_it_is_answerable() -> None:
    assert [question["id"] for question in golden() if (question["gold"] is not None) != question["answerable"]] == []
    assert [question["id"] for question in golden() if question["gold"] is not None and not all(question["gold"])] == []


def test_kinds_without_an_answer_are_never_answerable() -> None:
    answerable = {question["kind"] for question in golden() if question["answerable"]}
    assert answerable == LEAST_OF_KIND.keys() - UNANSWERABLE


def test_only_follow_ups_carry_earlier_turns() -> None:
    assert {question["kind"] for question in golden() if "turns" in question} == {"follow"}
    assert all(question.get("turns") for question in golden() if question["kind"] == "follow")


def test_bare_questions_are_typed_without_diacritics() -> None:
    bare = [question["question"] for question in golden() if question["kind"] == "bare"]
    assert [text for text in bare if not text.isascii()] == []


def test_the_hand_written_files_are_composed() -> None:
    for path in (GOLDEN, ABBREVIATIONS, BACKGROUND):
        text = path.read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text), path.name


def test_every_abbreviation_has_expansions_that_differ() -> None:
    entries = [entry for table in tables().values() for entry in table.items()]
    assert len(entries) >= 180
    for short, expansions in entries:
        assert expansions, short
        assert len(set(expansions)) == len(expansions), short
        assert all(expansion == " ".join(expansion.split()) != "" for expansion in expansions), short


def test_no_abbreviation_stands_in_two_tables() -> None:
    counted = Counter(short for table in tables().values() for short in table)
    assert [short for short, n in counted.items() if n > 1] == []


def test_abbreviations_are_lower_case_unless_case_tells() -> None:
    for name, table in tables().items():
        exact = name == "administration.case_sensitive"
        assert [short for short in table if (short == short.lower()) == exact] == [], name


def test_single_letters_have_a_table_of_their_own() -> None:
    for name, table in tables().items():
        alone = name == "chat.single_letters"
        assert [short for short in table if (len(short) == 1) != alone] == [], name


def test_background_questions_are_distinct_lines() -> None:
    lines = BACKGROUND.read_text("utf-8").splitlines()
    assert len(lines) >= 1200
    assert [line for line, n in Counter(lines).items() if n > 1] == []
    assert [line for line in lines if line != " ".join(line.split()) or not line] == []


def test_background_questions_know_the_common_syllables() -> None:
    forms = set(re.findall(r"[^\W\d_]+", BACKGROUND.read_text("utf-8").lower()))
    assert len(forms) >= LEAST_SYLLABLES


def test_no_golden_question_is_learned_from_the_background() -> None:
    learned = {bare(line) for line in BACKGROUND.read_text("utf-8").splitlines()}
    asked = [question["question"] for question in golden()]
    assert [text for text in asked if bare(text) in learned] == []


def golden() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]


def gold_pieces(question: dict[str, Any]) -> Iterator[str]:
    for alternatives in question["gold"] or ():
        yield from alternatives


def tables() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for name, table in tomllib.loads(ABBREVIATIONS.read_text("utf-8")).items():
        found[name] = {key: value for key, value in table.items() if isinstance(value, list)}
        found |= {f"{name}.{key}": value for key, value in table.items() if isinstance(value, dict)}
    return found


def flat(text: str) -> str:
    """As gold is compared: composed, case-folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def bare(text: str) -> str:
    """Letters and digits only, without diacritics."""
    decomposed = unicodedata.normalize("NFD", flat(text).replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()
