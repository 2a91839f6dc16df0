from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.question.accents import AccentModel
from index.question.grams import Counts
from index.terms import fold, words

LINES = "Chỉ tiêu khó đạt\nchỉ tiêu đạt\nbán đất\nbạn đọc"


def counted(text: str) -> Counts:
    counts = Counts()
    counts.add(text)
    return counts


@pytest.fixture
def small() -> AccentModel:
    return AccentModel.of(counted(LINES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chi tieu kho dat", "chỉ tiêu khó đạt"),
        ("ban dat", "bán đất"),
        ("ban doc", "bạn đọc"),
        ("CHI TIEU", "CHỈ TIÊU"),
        ("Chi tieu, kho dat?", "Chỉ tiêu, khó đạt?"),
    ],
)
def test_diacritics_come_from_the_neighbours(small: AccentModel, typed: str, meant: str) -> None:
    assert small.restore(typed) == meant


def test_what_stands_in_passages_nearby_is_likelier() -> None:
    model = AccentModel.of(counted("bán đất\nbán đất\nbạn học"))
    assert model.restore("ban") == "bán"
    assert model.restore("ban", lambda text: {"bạn": 3} if text == "ban" else {}) == "bạn"


def test_passages_nearby_are_not_looked_for_where_diacritics_were_typed(small: AccentModel) -> None:
    def nearby(text: str) -> dict[str, int]:
        raise AssertionError(text)

    assert small.restore("chỉ tiêu kho đạt", nearby) == "chỉ tiêu khó đạt"


def test_in_new_company_the_syllable_wins_that_was_seen_in_more_kinds_of_it() -> None:
    model = AccentModel.of(counted("hồ chí minh\n" * 10 + "một chỉ tiêu\nhai chỉ tiêu\nba chỉ tiêu"))
    assert model.restore("sau chi nhanh") == "sau chỉ nhanh"
    assert model.restore("ho chi minh") == "hồ chí minh"


@pytest.mark.parametrize(
    "question",
    [
        "có bao nhiêu chỉ tiêu khó đạt",
        "nhiệm vụ thứ sáu là gì",
        "hội nghị diễn ra vào ngày nào",
        "quản lý chi ngân sách thế nào",
        "nông nghiệp còn hạn chế gì",
    ],
)
def test_questions_on_the_conclusion_get_their_diacritics_back(accents: AccentModel, question: str) -> None:
    assert accents.restore(fold(question)) == question


def test_the_conclusion_gets_at_least_95_of_100_syllables_back(accents: AccentModel) -> None:
    path = Path(__file__).parents[3] / "data/documents/ket-luan-hoi-nghi-12.txt"
    line = max(path.read_text(encoding="utf-8").splitlines(), key=len)
    right = [match.group().lower() for match in words(line)]
    restored = [match.group() for match in words(accents.restore(fold(line)))]
    assert sum(map(str.__eq__, right, restored)) / len(right) >= 0.95


def test_what_was_typed_with_diacritics_stays(small: AccentModel) -> None:
    assert small.restore("Bạn đất chỉ tiếu đạt").startswith("Bạn")
    assert small.restore("bán đọc") == "bán đọc"


def test_syllables_never_seen_stay(small: AccentModel) -> None:
    assert small.restore("covid 19 qqq") == "covid 19 qqq"


@given(st.text())
@settings(max_examples=50)
def test_restoring_changes_nothing_but_diacritics(text: str) -> None:
    model = AccentModel.of(counted(LINES))
    assert fold(model.restore(text)) == fold(text)


def test_a_saved_model_restores_the_same(small: AccentModel, tmp_path: Path) -> None:
    small.save(tmp_path / "accents")
    opened = AccentModel.open(tmp_path / "accents")
    assert opened.restore("ban doc chi tieu") == small.restore("ban doc chi tieu")
    assert opened.folded_frequencies() == small.folded_frequencies()


def test_a_models_counts_are_those_it_was_made_of(small: AccentModel, tmp_path: Path) -> None:
    small.save(tmp_path / "mapped")
    small.save_packed(tmp_path / "packed.npz")
    opened = (AccentModel.open(tmp_path / "mapped"), AccentModel.open_packed(tmp_path / "packed.npz"))
    for model in (small, *opened):
        assert model.counts().named() == counted(LINES).named()


def test_syllables_are_seen_together_in_their_order_alone(small: AccentModel) -> None:
    assert small.seen_together("chi", "tieu")
    assert not small.seen_together("tieu", "chi")
    assert not small.seen_together("chi", "qqq")


def test_an_empty_text_stays_empty(small: AccentModel) -> None:
    assert small.restore("") == ""
    assert small.restore(" ?! ") == " ?! "
