"""What tests of several folders share: the packaged encoder and search over the conclusion, made once a session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.compose import Responder
from index.encode import open_encoder
from index.measure.temporary import temporary_searcher
from index.retrieval.search import Searcher
from index.text.catalogue import open_catalogue
from index.text.clean import read_document
from index.types import Encoder
from tests.postgres_server import NoPostgresError, Postgres, postgres_server

REQUIRE_POSTGRES = "REQUIRE_POSTGRES"
"""Set where its tests must run: then a PostgreSQL that does not start is a failure."""

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """The encoder that the product uses."""
    return open_encoder("e5-small", Path(tmp_path_factory.mktemp("encoder")))


@pytest.fixture(scope="session")
def searcher(encoder: Encoder) -> Iterator[Searcher]:
    """Search over the conclusion of the 12th conference."""
    document = read_document(DATA / "documents" / "ket-luan-hoi-nghi-12.txt", open_catalogue(DATA))
    with temporary_searcher([document], encoder) as made:
        yield made


@pytest.fixture(scope="session")
def responder(searcher: Searcher) -> Responder:
    """Answers over the conclusion."""
    return Responder(searcher, "1")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The real PostgreSQL, started at the first test that asks for it."""
    try:
        with postgres_server() as server:
            yield server
    except NoPostgresError as error:
        if os.environ.get(REQUIRE_POSTGRES):
            raise
        pytest.skip(f"PostgreSQL does not start here: {error}")
