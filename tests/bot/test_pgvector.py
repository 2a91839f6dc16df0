"""HOIDAP_DENSE=pgvector as the product wires it: the same hits as in files, in every replica, and none withdrawn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring import Wiring
from index.measure.question_set import read_set
from index.types import Encoder
from tests.bot.served import DOCUMENTS, hoidap
from tests.postgres_server import Postgres

GOLDEN = Path(__file__).parents[1] / "golden" / "questions.jsonl"
EVERY = 4
"""Of the golden questions; all 361 were asked once, and had the same first hit."""

TORN = 1
"""Questions whose first two hits may change places where a cosine moves by .0005."""

FOREST = "Diện tích rừng phòng hộ ven hồ là bao nhiêu héc-ta?"
FOREST_TEXT = "Nghị quyết về rừng phòng hộ ven hồ\n\nI. Diện tích\n\nDiện tích rừng phòng hộ ven hồ là 4321 héc-ta.\n"


class Replica(Wiring):
    """The product's wiring with an encoder that is open already."""

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        super().__init__(settings, print)
        self._encoder = encoder

    def documents(self, question: str) -> set[str]:
        """The documents of the best passages."""
        searcher = self.searcher()
        return {hit.passage.document_id for hit in searcher.search(searcher.understand(question))}


@pytest.fixture(scope="module")
def settings(postgres: Postgres, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Those of a replica of a filled library; others have a folder of their own."""
    folder = tmp_path_factory.mktemp("pgvector")
    forest = folder / "rung-ven-ho.txt"
    forest.write_text(FOREST_TEXT, encoding="utf-8")
    made = Settings(
        library=folder / "library",
        documents=DOCUMENTS,
        catalogue=DOCUMENTS.parent,
        database_url=SecretStr(postgres.new_database().address),
        dense="pgvector",
    )
    Replica(made, encoder).library().add([DOCUMENTS, forest])
    return made


def test_first_hits_are_those_of_faiss(settings: Settings, encoder: Encoder, tmp_path: Path) -> None:
    there = Replica(settings, encoder).searcher()
    here = Replica(settings.model_copy(update={"library": tmp_path, "dense": "faiss"}), encoder).searcher()
    asked = [each.text for each in read_set(GOLDEN).questions][::EVERY]
    firsts = [[each.search(each.understand(question), 1)[0].passage.id for question in asked] for each in (here, there)]
    assert len(asked) > 80
    assert sum(one != other for one, other in zip(*firsts, strict=True)) <= TORN


def test_the_folder_of_a_replica_has_keys_in_place_of_vectors(settings: Settings) -> None:
    files = {path.name for path in (settings.library / "generations" / "1").iterdir()}
    assert "vector_keys.npy" in files
    assert not {"dense.faiss", "dense.npy"} & files


def test_no_replica_finds_a_withdrawn_document(settings: Settings, encoder: Encoder, tmp_path: Path) -> None:
    one = Replica(settings, encoder)
    other = Replica(settings.model_copy(update={"library": tmp_path}), encoder)
    [forest] = [each.document_id for each in one.library().list() if each.source == "rung-ven-ho.txt"]
    assert all(forest in each.documents(FOREST) for each in (one, other))
    one.library().remove([forest])
    assert all(each.documents(FOREST) and forest not in each.documents(FOREST) for each in (one, other))


def test_without_a_database_the_setting_is_refused_in_one_line(tmp_path: Path) -> None:
    env = {**os.environ, "HOIDAP_DENSE": "pgvector", "HOIDAP_DATABASE_URL": "", "PYTHONPATH": str(DOCUMENTS.parents[1])}
    done = hoidap("list", env=env, cwd=tmp_path)
    assert done.returncode == 1
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("Cấu hình HOIDAP_DENSE bằng pgvector thì cần cả HOIDAP_DATABASE_URL")
