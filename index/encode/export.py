"""The packaged weights as a folder that sentence-transformers (and transformers) loads.

Everything is float32: a Q4_0 value is a float16 times a small whole number, which float16 does not always hold.
"""

from __future__ import annotations

import json
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from index.encode.pieces import WORD_MARK
from index.encode.small import PASSAGE_PROMPT, QUERY_PROMPT
from index.encode.weights import Floats, Shape, Vocabulary, Weights, dequantise, find_weights
from index.errors import EncoderError, system_reason

TENSORS = "model.safetensors"
"""Written last, under another name until it is whole: a folder that holds it is complete."""
ROWS_AT_ONCE = 20_000
"""Word rows written at a time: 31 MB, where the whole is 384."""
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The package's names of a layer's parts, and those of transformers' BertModel."""


def export_model(folder: Path) -> None:
    """Write the model (470 MB) into `folder`, which must be new or empty."""
    weights = Weights(find_weights())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise EncoderError(f"Thư mục {folder} đã có tệp. Hãy chọn một thư mục mới hoặc trống")
        for name, content in _settings(weights).items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished = folder / "model.part"
        _write_tensors(unfinished, weights)
        unfinished.rename(folder / TENSORS)
    except OSError as error:
        raise EncoderError(
            f"Không ghi được mô hình vào {folder}: {system_reason(error)}. Cần 500 MB trống và quyền ghi."
        ) from error


def _settings(weights: Weights) -> Mapping[str, Any]:
    """Every file but the weights: its name and its JSON."""
    shape = weights.shape
    parts = (("", "models.Transformer"), ("1_Pooling", "models.Pooling"), ("2_Normalize", "models.Normalize"))
    return {
        "config.json": _bert_config(shape),
        "tokenizer.json": tokenizer_json(weights.vocabulary()),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",  # unnamed, transformers takes WordPiece for a BertModel's
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.{kind}"}
            for place, (path, kind) in enumerate(parts)
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _bert_config(shape: Shape) -> Mapping[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "torch_dtype": "float32",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "vocab_size": shape.rows,
        "pad_token_id": 1,
    }


def tokenizer_json(vocabulary: Vocabulary) -> Mapping[str, Any]:
    """The tokeniser as the library `tokenizers` reads it.

    The normalisation map is NFKC but for some 120 code points; those it drops or makes a space stand before it.
    """
    pieces = vocabulary.pieces()
    special = [{"id": pieces.index(text), "content": text} for text in SPECIAL]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    spaces = {"type": "Metaspace", "replacement": WORD_MARK, "prepend_scheme": "always", "split": True}
    bos, eos = pieces[vocabulary.marks.bos], pieces[vocabulary.marks.eos]
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [token | flags for token in special],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                _replace(_class(vocabulary, ""), ""),
                _replace(_class(vocabulary, " "), " "),
                {"type": "NFKC"},
                _replace(" {2,}", " "),
            ],
        },
        "pre_tokenizer": spaces,
        "decoder": spaces,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_mark(bos), first, _mark(eos)],
            "pair": [_mark(bos), first, _mark(eos), second, _mark(eos)],
            "special_tokens": {
                text: {"id": text, "ids": [place], "tokens": [text]}
                for text, place in ((bos, vocabulary.marks.bos), (eos, vocabulary.marks.eos))
            },
        },
        "model": {
            "type": "Unigram",
            "unk_id": vocabulary.marks.unk,
            "vocab": [[piece, float(score)] for piece, score in zip(pieces, vocabulary.scores, strict=True)],
            "byte_fallback": False,
        },
    }


def _mark(text: str) -> Mapping[str, Any]:
    return {"SpecialToken": {"id": text, "type_id": 0}}


def _replace(pattern: str, content: str) -> Mapping[str, Any]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def _class(vocabulary: Vocabulary, replacement: str) -> str:
    """A character class of the code points that the map gives this replacement and NFKC does not."""
    codes = [code for code, text in vocabulary.normalisation.items() if text == replacement]
    unlike = [code for code in codes if unicodedata.normalize("NFKC", chr(code)) != replacement]
    return "[" + "".join(f"\\x{{{code:x}}}" for code in unlike) + "]"


def _write_tensors(path: Path, weights: Weights) -> None:
    """The safetensors format: a length, a JSON directory, and the float32 values of every tensor."""
    directory: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, sizes, _ in _tensors(weights):
        end = at + 4 * int(np.prod(sizes))
        directory[name] = {"dtype": "F32", "shape": sizes, "data_offsets": [at, end]}
        at = end
    header = json.dumps(directory).encode()
    header += b" " * (-len(header) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        for _, _, values in _tensors(weights):
            for part in values:
                file.write(np.ascontiguousarray(part, "<f4").tobytes())


def _tensors(weights: Weights) -> Iterator[tuple[str, list[int], Iterator[Floats]]]:
    """Every tensor of a BertModel: its name, its shape, and its values in parts."""
    shape = weights.shape
    words = weights.blocks("emb.word", shape.hidden)
    parts = (dequantise(words[start : start + ROWS_AT_ONCE]) for start in range(0, shape.rows, ROWS_AT_ONCE))
    yield "embeddings.word_embeddings.weight", [shape.rows, shape.hidden], parts
    for name, source, rows in (("position", "pos", shape.positions), ("token_type", "type", shape.types)):
        values = weights.floats(f"emb.{source}")
        yield f"embeddings.{name}_embeddings.weight", [rows, shape.hidden], iter([values])
    yield from _linear_or_norm(weights, "embeddings.LayerNorm", "emb.ln", 0)
    for layer in range(shape.layers):
        for part, target in _LAYER_NAMES.items():
            columns = 0 if part.endswith("ln") else shape.inner if part == "fo" else shape.hidden
            yield from _linear_or_norm(weights, f"encoder.layer.{layer}.{target}", f"l{layer}.{part}", columns)
    # The pooler is not used; without it transformers makes a random one and warns.
    yield "pooler.dense.weight", [shape.hidden, shape.hidden], iter([np.zeros(shape.hidden**2, np.float32)])
    yield "pooler.dense.bias", [shape.hidden], iter([np.zeros(shape.hidden, np.float32)])


def _linear_or_norm(
    weights: Weights, target: str, source: str, columns: int
) -> Iterator[tuple[str, list[int], Iterator[Floats]]]:
    """A product's matrix of `columns` columns, or a norm's scale where `columns` is 0, and its bias."""
    weight = weights.matrix(f"{source}.w", columns) if columns else weights.floats(f"{source}.w")
    bias = weights.floats(f"{source}.b")
    yield f"{target}.weight", list(weight.shape), iter([weight])
    yield f"{target}.bias", list(bias.shape), iter([bias])
