from __future__ import annotations

import pytest

from index.question.accents import AccentModel
from index.question.phrasebook import Held
from index.question.spelling import Speller


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giả phóng mặt bằng", "giai phóng mặt bằng"),
        ("cải cách hành chín có nói đến không", "cải cách hành chinh có nói đến không"),
        ("công nghệ thông tinh phục vụ gì", "công nghệ thông tin phục vụ gì"),
    ],
)
def test_a_known_syllable_that_does_not_fit_gives_way_to_what_was_meant(
    speller: Speller, held: Held, typed: str, meant: str
) -> None:
    assert speller.in_context(typed, held) == meant


@pytest.mark.parametrize(
    "text", ["giải phóng mặt bằng", "khóa XIII", "cái gì", "Tại sao những người ủng hộ họ quay sang chống đối?"]
)
def test_syllables_that_fit_stay(speller: Speller, held: Held, text: str) -> None:
    assert speller.in_context(text, held) == text
