from __future__ import annotations

import pytest

from index.accents import AccentModel
from index.spelling import Speller


@pytest.fixture(scope="module")
def speller(accents: AccentModel) -> Speller:
    return Speller(accents)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduowcj", "duoc"),
        ("tie6u", "tieu"),
        ("nghiepj", "nghiep"),
        ("nhiem vu".replace(" ", ""), "nhiem vu"),
        ("chitieu", "chi tieu"),
        ("nghiêpp", "nghiep"),
    ],
)
def test_a_slip_is_mended(speller: Speller, typed: str, meant: str) -> None:
    assert speller.mend(typed) == meant


@pytest.mark.parametrize("word", ["chỉ", "tieu", "KCN", "2022", "b52", "GPMB", "qz", "ĐBQH", "rằng"])
def test_what_is_known_or_no_syllable_stays(speller: Speller, word: str) -> None:
    assert speller.mend(word) == word
