"""The exported folder holds what sentence-transformers asks for; that it loads is tested in test_sentence.py."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encode.export import export_model
from index.encode.weights import Weights
from index.errors import EncoderError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("export") / "model"
    export_model(path)
    yield path
    (path / "model.safetensors").unlink()  # 470 MB


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def directory(path: Path) -> tuple[dict[str, Any], int]:
    """The tensors of a safetensors file, and where their values begin."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(length)), 8 + length


def values(path: Path, name: str, first: int) -> Any:
    """The first values of a tensor."""
    tensors, start = directory(path)
    return np.fromfile(path, "<f4", first, offset=start + tensors[name]["data_offsets"][0])


def test_the_tensors_fill_the_file_without_gaps(folder: Path) -> None:
    path = folder / "model.safetensors"
    tensors, start = directory(path)
    places = sorted(tensor["data_offsets"] for name, tensor in tensors.items() if name != "__metadata__")
    assert places[0][0] == 0
    assert all(left[1] == right[0] for left, right in pairwise(places))
    assert start + places[-1][1] == path.stat().st_size


def test_every_layer_has_its_sixteen_tensors(folder: Path) -> None:
    tensors, _ = directory(folder / "model.safetensors")
    counts = [sum(name.startswith(f"encoder.layer.{layer}.") for name in tensors) for layer in range(12)]
    assert counts == [16] * 12


@pytest.mark.parametrize(
    ("name", "source", "columns"),
    [
        ("embeddings.word_embeddings.weight", "emb.word", 384),
        ("encoder.layer.0.attention.self.query.weight", "l0.q.w", 384),
        ("encoder.layer.11.output.dense.weight", "l11.fo.w", 1536),
    ],
)
def test_a_matrix_holds_the_values_of_the_packaged_one(
    folder: Path, weights: Weights, name: str, source: str, columns: int
) -> None:
    expected = weights.matrix(source, columns)[:3].ravel()
    assert np.array_equal(values(folder / "model.safetensors", name, 3 * columns), expected)


def test_the_settings_name_prompts_pooling_and_tokeniser(folder: Path) -> None:
    prompts = read(folder / "config_sentence_transformers.json")["prompts"]
    assert prompts == {"query": "query: ", "passage": "passage: "}
    assert read(folder / "1_Pooling/config.json")["pooling_mode_mean_tokens"] is True
    assert read(folder / "tokenizer_config.json")["tokenizer_class"] == "PreTrainedTokenizerFast"


def test_every_module_that_is_named_has_its_folder(folder: Path) -> None:
    assert all((folder / module["path"]).is_dir() for module in read(folder / "modules.json"))


def test_a_folder_with_files_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("")
    with pytest.raises(EncoderError, match="đã có tệp"):
        export_model(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EncoderError, match="quyền ghi"):
        export_model(tmp_path / "file" / "model")
