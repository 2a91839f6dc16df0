"""The encoder's twelve layers as an ONNX graph of our own: int8 products, everything else float32.

The graph takes one text: word rows with their positions, shape (1, tokens, 384), and gives the mean of the last
layer, shape (1, 384). Measured on one thread of a two-core AVX-512 server, a text of 20 and one of 180 tokens:

    as transformers exports it, quantised (SkipLayerNormalization, MultiHeadAttention, mask)    6.2 ms   47.6 ms
    InstanceNormalization in place of SkipLayerNormalization (which is a scalar loop)           5.4      40.7
    4-bit products (MatMulNBits), in place of int8                                             11.3     105

Algebra keeps the graph small, and changes no result but by rounding:
- a norm's scale and shift are folded into the products that follow it, and stay only where the residual needs them;
- a key's bias adds the same to every score of a row, which softmax ignores; a value's passes through to the output.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encode.weights import Floats, Weights

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

REVISION = 1
"""Raised whenever the vectors change: it is part of the encoder's name."""
INPUT = "rows"
OUTPUT = "mean"
CONTRIB = "com.microsoft"
OPSET = 17
IR_VERSION = 10
"""The oldest that onnxruntime 1.20 reads and onnx 1.17 writes."""
WEIGHT_LIMIT = 127
"""Largest magnitude of an int8 weight."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Norm:
    """The scale and shift of a layer norm, shape (hidden,) each; the normalising itself is a node."""

    scale: Doubles
    shift: Doubles


@dataclass(slots=True)
class _Builder:
    """Collects the nodes and constants of a graph, giving each result a name."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str = "", outputs: int = 1, **attributes: Any) -> list[str]:
        from onnx import helper

        names = [output or f"{kind}_{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names

    def product(self, x: str, weight: Doubles, bias: Doubles, name: str) -> str:
        """x · weightᵀ + bias, with int8 weights of one scale an output and inputs quantised as they come."""
        scale = np.abs(weight).max(axis=1) / WEIGHT_LIMIT
        quantised = np.rint(weight / scale[:, None]).astype(np.int8).T
        inputs = [
            x,
            self.constant(f"{name}.weight", quantised),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            "",
            self.constant(f"{name}.bias", bias.astype(np.float32)),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, domain=CONTRIB)[0]

    def normalise(self, x: str, epsilon: float) -> str:
        return self.node("InstanceNormalization", [x, "ones", "zeros"], epsilon=epsilon)[0]

    def add_residual(self, normal: str, norm: Norm, y: str, name: str) -> str:
        """normal · scale + y; the norm's shift is already in the bias of y."""
        scaled = self.node("Mul", [normal, self.constant(f"{name}.scale", norm.scale.astype(np.float32))])[0]
        return self.node("Add", [scaled, y])[0]


def make_graph(weights: Weights) -> bytes:
    """The graph with its weights, as a serialised ONNX model (22 MB)."""
    from onnx import TensorProto, helper

    shape = weights.shape
    builder = _Builder()
    _constants_of_norm(builder)
    norm = _norm(weights, "emb.ln")
    normal = builder.normalise(INPUT, shape.epsilon)
    for layer in range(shape.layers):
        normal, norm = _attention(builder, weights, f"l{layer}", normal, norm)
        normal, norm = _feed_forward(builder, weights, f"l{layer}", normal, norm)
    mean = builder.node("ReduceMean", [normal], axes=[1], keepdims=0)[0]
    scaled = builder.node("Mul", [mean, builder.constant("last.scale", norm.scale.astype(np.float32))])[0]
    builder.node("Add", [scaled, builder.constant("last.shift", norm.shift.astype(np.float32))], OUTPUT)
    graph = helper.make_graph(
        builder.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "tokens", shape.hidden])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, shape.hidden])],
        list(builder.constants.values()),
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    return bytes(model.SerializeToString())


def _constants_of_norm(builder: _Builder) -> None:
    """InstanceNormalization scales each token by one value: all ones and zeros here, as long as the text."""
    from onnx import numpy_helper

    count = builder.node("Shape", [INPUT], start=1, end=2)
    for name, value in (("ones", 1), ("zeros", 0)):
        builder.node("ConstantOfShape", count, name, value=numpy_helper.from_array(np.array([value], np.float32)))


def _attention(builder: _Builder, weights: Weights, layer: str, normal: str, norm: Norm) -> tuple[str, Norm]:
    """One attention sublayer: the normalised input and its norm in, those of the sum out."""
    shape = weights.shape
    query, key, value, out = (_matrix(weights, f"{layer}.{name}.w", shape.hidden) for name in ("q", "k", "v", "ao"))
    query_bias = _vector(weights, f"{layer}.q.b") + query @ norm.shift
    value_bias = _vector(weights, f"{layer}.v.b") + value @ norm.shift
    stacked = np.concatenate([query, key, value]) * norm.scale
    bias = np.concatenate([query_bias, np.zeros(2 * shape.hidden)])
    joined = builder.product(normal, stacked, bias, f"{layer}.qkv")
    sizes = builder.constant("thirds", np.full(3, shape.hidden, np.int64))
    parts = builder.node("Split", [joined, sizes], outputs=3, axis=-1)
    context = builder.node("MultiHeadAttention", parts, num_heads=shape.heads, domain=CONTRIB)[0]
    out_bias = _vector(weights, f"{layer}.ao.b") + out @ value_bias + norm.shift
    result = builder.product(context, out, out_bias, f"{layer}.out")
    total = builder.add_residual(normal, norm, result, f"{layer}.in")
    return builder.normalise(total, shape.epsilon), _norm(weights, f"{layer}.aln")


def _feed_forward(builder: _Builder, weights: Weights, layer: str, normal: str, norm: Norm) -> tuple[str, Norm]:
    """One feed-forward sublayer, in and out as for attention."""
    shape = weights.shape
    inner = _matrix(weights, f"{layer}.fi.w", shape.hidden)
    outer = _matrix(weights, f"{layer}.fo.w", shape.inner)
    inner_bias = _vector(weights, f"{layer}.fi.b") + inner @ norm.shift
    widened = builder.product(normal, inner * norm.scale, inner_bias, f"{layer}.inner")
    active = builder.node("Gelu", [widened], domain=CONTRIB)[0]
    outer_bias = _vector(weights, f"{layer}.fo.b") + norm.shift
    result = builder.product(active, outer, outer_bias, f"{layer}.outer")
    total = builder.add_residual(normal, norm, result, f"{layer}.middle")
    return builder.normalise(total, shape.epsilon), _norm(weights, f"{layer}.oln")


def _norm(weights: Weights, name: str) -> Norm:
    return Norm(_vector(weights, f"{name}.w"), _vector(weights, f"{name}.b"))


def _vector(weights: Weights, name: str) -> Doubles:
    return weights.floats(name).astype(np.float64)


def _matrix(weights: Weights, name: str, columns: int) -> Doubles:
    values: Floats = weights.matrix(name, columns)
    return values.astype(np.float64)
