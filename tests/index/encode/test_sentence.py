"""sentence-transformers: the exported weights agree with our engine, and any model of it can be the encoder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encode import open_encoder, open_reranker
from index.encode.export import export_model
from index.encode.sentence import SentenceEncoder, known_prompts
from index.encode.small import SmallEncoder
from index.errors import EncoderError
from tests.index.encode.samples import ODD_TEXTS, PASSAGES, QUESTIONS

pytest.importorskip("sentence_transformers", reason="the extra sentence-transformers is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # torch and transformers warn of each other's coming changes

LEAST_COSINE = 0.99
TOKENISED_APART = ("decomposed", "unknown characters", "marks of the tokeniser")
"""`tidy` composes before our tokeniser sees a text; `tokenizers` makes neighbouring unknown characters one piece, and
knows the unknown piece by its name."""
TOKENISED_ALIKE = [*QUESTIONS, *(text for name, text in ODD_TEXTS.items() if name not in TOKENISED_APART)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("export") / "model"
    export_model(path)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def exported(folder: Path) -> SentenceEncoder:
    encoder = open_encoder(f"st:{folder}", folder)
    assert isinstance(encoder, SentenceEncoder)
    return encoder


@pytest.fixture(scope="module")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> dict[str, Any]:
    """The parts of a BERT of one layer with the exported tokeniser: enough to be loaded, too little to be right."""
    from transformers import AutoTokenizer, BertConfig

    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    return {
        "config": BertConfig(vocab_size=250_037, max_position_embeddings=512, pad_token_id=1, **sizes),
        "tokenizer": AutoTokenizer.from_pretrained(folder),
        "place": tmp_path_factory.mktemp("tiny"),
    }


def test_questions_agree_with_our_engine(exported: SentenceEncoder, small: SmallEncoder) -> None:
    cosines = (exported.encode_queries(QUESTIONS) * small.encode_queries(QUESTIONS)).sum(axis=1)
    assert cosines.min() > LEAST_COSINE


def test_passages_agree_with_our_engine(exported: SentenceEncoder, small: SmallEncoder) -> None:
    cosines = (exported.encode_passages(PASSAGES) * small.encode_passages(PASSAGES)).sum(axis=1)
    assert cosines.min() > LEAST_COSINE


def test_the_first_hit_of_every_question_is_the_same(exported: SentenceEncoder, small: SmallEncoder) -> None:
    theirs, ours = (
        (engine.encode_queries(QUESTIONS) @ engine.encode_passages(PASSAGES).T).argmax(axis=1).tolist()
        for engine in (exported, small)
    )
    assert theirs == ours


@pytest.mark.parametrize("text", TOKENISED_ALIKE)
def test_the_exported_tokeniser_gives_our_pieces(exported: SentenceEncoder, small: SmallEncoder, text: str) -> None:
    tokenizer = exported._model.tokenizer
    ours = small._tokenizer.encode(f"query: {text}")
    theirs = tokenizer(f"query: {text}", add_special_tokens=False, truncation=False)["input_ids"]
    assert theirs == ours


def test_prompts_and_dimension_are_read_from_the_model(exported: SentenceEncoder) -> None:
    assert (exported.dim, exported._query, exported._passage) == (384, "query: ", "passage: ")


def test_the_name_does_not_depend_on_where_the_folder_lies(exported: SentenceEncoder, folder: Path) -> None:
    assert exported.name.startswith("st/model/")
    assert str(folder.parent) not in exported.name


def test_an_e5_model_without_prompts_gets_those_of_its_family() -> None:
    assert known_prompts("intfloat/multilingual-e5-large", {})["passage"] == "passage: "


def test_a_model_of_another_family_gets_none() -> None:
    assert known_prompts("BAAI/bge-m3", {}) == {}


def test_a_model_without_a_normalising_module_still_gives_unit_rows(tiny_bert: dict[str, Any]) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertModel

    place = tiny_bert["place"] / "bert"
    BertModel(tiny_bert["config"]).save_pretrained(place)
    tiny_bert["tokenizer"].save_pretrained(place)
    model = SentenceTransformer(modules=[Transformer(str(place)), Pooling(8)], prompts={"document": "văn bản: "})
    model.save(str(tiny_bert["place"] / "encoder"))
    encoder = SentenceEncoder(str(tiny_bert["place"] / "encoder"))
    rows = encoder.encode_passages(PASSAGES)
    assert (rows.shape, encoder.dim, encoder._query, encoder._passage) == ((10, 8), 8, "", "văn bản: ")
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_cross_encoder_scores_each_passage(tiny_bert: dict[str, Any]) -> None:
    from transformers import BertForSequenceClassification

    place = tiny_bert["place"] / "reranker"
    tiny_bert["config"].num_labels = 1
    BertForSequenceClassification(tiny_bert["config"]).save_pretrained(place)
    tiny_bert["tokenizer"].save_pretrained(place)
    reranker = open_reranker(f"st:{place}")
    assert reranker is not None
    scores = reranker.score(QUESTIONS[0], PASSAGES)
    again = reranker.score(QUESTIONS[0], PASSAGES[::-1])[::-1]
    assert (scores.shape, scores.dtype, reranker.score(QUESTIONS[0], []).shape) == ((10,), np.float32, (0,))
    assert np.allclose(scores, again, atol=1e-5)


@pytest.mark.parametrize("open_it", [lambda spec: open_encoder(spec, Path()), open_reranker])
def test_a_folder_that_holds_no_model_is_an_error_that_names_it(tmp_path: Path, open_it: Any) -> None:
    with pytest.raises(EncoderError, match=tmp_path.name):
        open_it(f"st:{tmp_path}")
