"""The graph as an ONNX model: `python -m index.encode.model_file` writes the file that is shipped, `graph.onnx`.

It needs the package `onnx`, which only this uses: the extra `test` brings it. Run it after a change of
`index.encode.graph`; a test holds the file to what the graph is today.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from index.encode.graph import CONSTANTS, CONTRIB, INPUT, OUTPUT, Graph, Node, make_graph
from index.encode.store import SHIPPED
from index.encode.weights import Weights, find_weights

NAME = "multilingual-e5-small"
OPSET = 23
"""The first that has the operator Attention."""
IR_VERSION = 11
"""The one that came with it; onnxruntime 1.23 is the oldest that runs both."""


def make_model(graph: Graph) -> ModelProto:
    """The model (30 KB), whose large constants lie in the file `CONSTANTS` beside it."""
    places = graph.places()
    body = helper.make_graph(
        [_node(node) for node in graph.nodes],
        NAME,
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "tokens", graph.hidden])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, graph.hidden])],
        [_constant(name, values, places) for name, values in graph.constants.items()],
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION)


def _node(node: Node) -> NodeProto:
    attributes = {
        name: numpy_helper.from_array(value) if isinstance(value, np.ndarray) else value
        for name, value in node.attributes.items()
    }
    return helper.make_node(node.kind, node.inputs, node.outputs, domain=node.domain, **attributes)


def _constant(name: str, values: NDArray[Any], places: Mapping[str, int]) -> TensorProto:
    """The constant itself, or where it lies in the file."""
    if name not in places:
        return numpy_helper.from_array(values, name)
    constant = TensorProto(
        name=name,
        dims=values.shape,
        data_type=helper.np_dtype_to_tensor_dtype(values.dtype),
        data_location=TensorProto.EXTERNAL,
    )
    for key, value in (("location", CONSTANTS), ("offset", str(places[name])), ("length", str(values.nbytes))):
        entry = constant.external_data.add()
        entry.key, entry.value = key, value
    return constant


if __name__ == "__main__":
    SHIPPED.write_bytes(make_model(make_graph(Weights(find_weights()))).SerializeToString(deterministic=True))
