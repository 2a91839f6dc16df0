"""Everyday and English phrases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from index.question import phrasebook
from index.question.phrasebook import Phrase
from index.terms import fold, terms

BACKGROUND = Path(phrasebook.__file__).parents[1] / "background"
_QUESTION_WORDS = {"gì", "nào", "nhiêu", "ai", "mấy"}


def held_in(*texts: str) -> phrasebook.Held:
    return frozenset(term for text in texts for term in terms(text)).__contains__


def phrases(question: str, *documents: str) -> list[Phrase]:
    words = question.split()
    bare = [word == fold(word) for word in words]
    return list(phrasebook.everyday().phrases(words, bare, held_in(*documents)))


def test_a_phrase_means_what_the_documents_call_it() -> None:
    assert phrases("vì sao vật giá leo thang", "giá hàng hóa tăng cao") == [Phrase(2, 6, ("giá hàng hóa tăng cao",))]


def test_no_phrase_is_read_that_no_document_holds() -> None:
    assert phrases("vì sao vật giá leo thang", "du lịch được quan tâm") == []


def test_the_longest_phrase_at_a_place_counts() -> None:
    (found,) = phrases("khách đến chơi đông hơn", "quảng bá du lịch")
    assert (found.start, found.end, found.meanings[0]) == (0, 5, "quảng bá du lịch")


def test_the_first_meaning_that_stands_in_the_documents_comes_first() -> None:
    (found,) = phrases("đường sá", "hạ tầng giao thông")
    assert found.meanings == ("hạ tầng giao thông", "giao thông")


def test_a_phrase_without_diacritics_is_met_but_not_a_single_syllable() -> None:
    assert phrases("khach den choi", "du lịch")[0].meanings == ("du lịch",)
    assert phrases("khách đến choi", "du lịch") == []
    assert phrases("leo mo", "khoáng sản") == []
    assert phrases("mỏ", "khoáng sản")[0].meanings == ("khoáng sản",)


@pytest.mark.parametrize("name", ["everyday", "english"])
def test_no_key_stands_in_two_tables_and_none_is_empty(name: str) -> None:
    tables = tomllib.loads((BACKGROUND / f"{name}.toml").read_text(encoding="utf-8"))
    keys = [key for table in tables.values() for key in table]
    assert len(keys) > 300
    assert len(keys) == len(set(keys))
    assert all(value for table in tables.values() for value in table.values())


def test_everyday_phrases_are_in_small_letters_and_ask_nothing() -> None:
    tables = tomllib.loads((BACKGROUND / "everyday.toml").read_text(encoding="utf-8"))
    listed = [phrase for table in tables.values() for values in table.values() for phrase in values]
    assert len(listed) > 1000
    assert not [phrase for phrase in listed if _QUESTION_WORDS & set(phrase.lower().split())]


def test_no_everyday_phrase_stands_under_its_own_words() -> None:
    tables = tomllib.loads((BACKGROUND / "everyday.toml").read_text(encoding="utf-8"))
    assert not [
        (key, value) for table in tables.values() for key, values in table.items() for value in values if value == key
    ]
