"""What questions are read with, made once of the package's background and the conclusion."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.question import abbreviations
from index.question.accents import AccentModel
from index.question.phrasebook import Held
from index.question.query import Understanding
from index.question.spelling import Speller
from index.retrieval.derive import background
from index.terms import terms

CONCLUSION = Path(__file__).parents[2] / "data/documents/ket-luan-hoi-nghi-12.txt"


@pytest.fixture(scope="session")
def accents() -> AccentModel:
    counts = background()
    counts.add(CONCLUSION.read_text(encoding="utf-8"), 3)
    return AccentModel.of(counts)


@pytest.fixture(scope="session")
def held() -> Held:
    return frozenset(terms(CONCLUSION.read_text(encoding="utf-8"))).__contains__


@pytest.fixture(scope="session")
def understanding(accents: AccentModel, held: Held) -> Understanding:
    return Understanding(accents, abbreviations.packaged(), Speller(accents), held)
