from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from index.retrieval import confidence
from index.retrieval.rank import Weights
from index.retrieval.sparse import Sparse, write


def index_of(folder: Path, passages: int) -> Sparse:
    folder.mkdir()
    write(folder, [["rung", "xa"]] * passages)
    return Sparse(folder)


def test_the_same_match_says_less_of_the_subject_in_a_larger_library(tmp_path: Path) -> None:
    row = np.zeros(len(confidence.FEATURES))
    weights = Weights.packaged().on_topic
    small, large = (
        confidence.subject_features(row, index_of(tmp_path / str(size), size)) @ weights for size in (20, 2_000)
    )
    assert large < small


def test_every_coefficient_of_the_subject_has_its_name() -> None:
    folder = Path(confidence.__file__).parents[1] / "background"
    weights = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
    assert tuple(weights["on_topic"]) == confidence.SUBJECT
    assert tuple(weights["answered"]) == confidence.FEATURES
