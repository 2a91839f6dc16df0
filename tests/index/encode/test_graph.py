"""The exported graph: its weights fit processors without VNNI, its constants lie outside, and its model is shipped."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from index.encode.graph import CONSTANTS, WEIGHT_LIMIT, Graph, make_graph
from index.encode.model_file import make_model
from index.encode.store import SHIPPED
from index.encode.weights import Weights


@pytest.fixture(scope="module")
def graph(weights: Weights) -> Graph:
    return make_graph(weights)


def test_two_products_of_a_byte_and_a_weight_fit_sixteen_bits() -> None:
    most = 2 * np.iinfo(np.uint8).max * WEIGHT_LIMIT
    assert most <= np.iinfo(np.int16).max


def test_there_are_four_int8_products_a_layer_and_none_passes_the_limit(graph: Graph) -> None:
    weights = [values for values in graph.constants.values() if values.dtype == np.int8]
    assert len(weights) == 4 * 12
    assert {int(abs(weight.astype(np.int16)).max()) for weight in weights} == {WEIGHT_LIMIT}


def test_the_shipped_model_is_that_of_the_graph(graph: Graph) -> None:
    """Else run `python -m index.encode.model_file`."""
    assert onnx.load_from_string(SHIPPED.read_bytes()) == make_model(graph)


def test_the_shipped_model_holds_nothing_of_the_weights() -> None:
    constants = onnx.load_from_string(SHIPPED.read_bytes()).graph.initializer
    inside = {constant.name: constant.data_type for constant in constants if not constant.external_data}
    assert inside == {"thirds": TensorProto.INT64, "tokens.axis": TensorProto.INT64}


def test_each_constant_lies_where_the_shipped_model_says(graph: Graph) -> None:
    content = graph.outside()
    outside = 0
    for constant in onnx.load_from_string(SHIPPED.read_bytes()).graph.initializer:
        place = {entry.key: entry.value for entry in constant.external_data}
        if place:
            start = int(place["offset"])
            assert place["location"] == CONSTANTS
            assert content[start : start + int(place["length"])] == graph.constants[constant.name].tobytes()
            outside += 1
    assert outside == len(graph.places()) > 4 * 12
