"""The exported graph: its weights fit processors without VNNI, and its constants lie outside."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from index.encode.graph import CONSTANTS, WEIGHT_LIMIT, Graph, make_graph
from index.encode.weights import Weights


@pytest.fixture(scope="module")
def graph(weights: Weights) -> Graph:
    return make_graph(weights)


def constants(graph: Graph, kind: int) -> list[np.ndarray]:
    """Every constant of this kind that lies outside the model, as bytes."""
    found = []
    for constant in onnx.load_from_string(graph.model).graph.initializer:
        place = {entry.key: entry.value for entry in constant.external_data}
        if constant.data_type == kind and place:
            assert place["location"] == CONSTANTS
            start = int(place["offset"])
            found.append(np.frombuffer(graph.constants[start : start + int(place["length"])], np.int8))
    return found


def test_two_products_of_a_byte_and_a_weight_fit_sixteen_bits() -> None:
    most = 2 * np.iinfo(np.uint8).max * WEIGHT_LIMIT
    assert most <= np.iinfo(np.int16).max


def test_there_are_four_int8_products_a_layer_and_none_passes_the_limit(graph: Graph) -> None:
    weights = constants(graph, TensorProto.INT8)
    assert len(weights) == 4 * 12
    assert {int(abs(weight.astype(np.int16)).max()) for weight in weights} == {WEIGHT_LIMIT}


def test_the_model_itself_is_small(graph: Graph) -> None:
    assert len(graph.model) < 100_000 < len(graph.constants)


def test_the_same_weights_make_the_same_bytes(graph: Graph, weights: Weights) -> None:
    assert make_graph(weights) == graph
