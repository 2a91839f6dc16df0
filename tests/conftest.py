"""What tests of several folders share: the packaged encoder, built once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encode import open_encoder
from index.types import Encoder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """The encoder that the product uses."""
    return open_encoder("e5-small", Path(tmp_path_factory.mktemp("encoder")))
