"""Question sets to measure on: folders laid out as BEIR does, and lists of questions with their answers' words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import DocumentError
from index.measure.measures import holds
from index.text.furniture import points_elsewhere
from index.types import Block, BlockKind, Document

_JUDGEMENTS = frozenset({"Đúng", "Sai"})
_LAID_OUT = "{path} không phải bộ câu hỏi: cần thư mục có corpus.jsonl, queries.jsonl, qrels.tsv, hoặc tệp .jsonl."
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its answer.

    `gold` is an AND of ORs: of each group one string must stand in what is quoted; empty where no answer is known.
    `relevant` are the documents that answer it, with their grades. `turns` are the conversation's questions before it.
    """

    id: str
    text: str
    answerable: bool = True
    gold: tuple[tuple[str, ...], ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    turns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the documents they are asked of; no documents means those of the library at hand."""

    name: str
    questions: tuple[Question, ...]
    documents: tuple[Document, ...] = ()


def read_set(path: Path, limit: int | None = None) -> QuestionSet:
    """A `.jsonl` list, or a BEIR folder: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`.

    A folder's `queries_unanswerable.jsonl` is read too where there is one. `limit` takes the first so many questions
    of each kind. Raises DocumentError where a file is missing or is not so laid out.
    """
    try:
        return _read_list(path, limit) if path.is_file() else _read_folder(path, limit)
    except FileNotFoundError as error:
        raise DocumentError(f"Không có {error.filename}. {_LAID_OUT.format(path=path)}") from error
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise DocumentError(f"{_LAID_OUT.format(path=path)} ({error})") from error


def document_of(identity: str, title: str, text: str) -> Document:
    """A document of plain text whose paragraphs are parted by blank lines; lines to other texts are furniture."""
    blocks, parts, position = [], [], 0
    for paragraph in filter(None, (part.strip() for part in _PARAGRAPHS.split(text))):
        kind = BlockKind.FURNITURE if points_elsewhere(paragraph) else BlockKind.PARAGRAPH
        blocks.append(Block(position, position + len(paragraph), kind))
        parts.append(paragraph)
        position += len(paragraph) + 2
    return Document(identity, title, "\n\n".join(parts), tuple(blocks), source=identity, sha256="")


def _read_list(path: Path, limit: int | None) -> QuestionSet:
    questions = [
        Question(
            id=str(row["id"]),
            text=row["question"],
            answerable=bool(row["answerable"]),
            gold=tuple(tuple(group) for group in row["gold"] or ()),
            kind=row.get("kind", ""),
            turns=tuple(row.get("turns", ())),
        )
        for row in _rows(path)
    ]
    return QuestionSet(path.stem, tuple(questions[:limit]))


def _read_folder(folder: Path, limit: int | None) -> QuestionSet:
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        relevant.setdefault(query, {})[document] = int(grade)
    documents = tuple(
        document_of(str(row["_id"]), row.get("title", ""), row["text"]) for row in _rows(folder / "corpus.jsonl")
    )
    texts = {document.id: document.text for document in documents}
    asked = [
        Question(
            id=str(row["_id"]),
            text=row["text"],
            gold=_extractive(row.get("answers") or (), relevant.get(str(row["_id"]), {}), texts),
            relevant=relevant.get(str(row["_id"]), {}),
            kind="answerable",
        )
        for row in _rows(folder / "queries.jsonl")
    ]
    unanswerable = folder / "queries_unanswerable.jsonl"
    refused = [
        Question(id=str(row["_id"]), text=row["text"], answerable=False, kind="unanswerable")
        for row in (_rows(unanswerable) if unanswerable.exists() else ())
    ]
    return QuestionSet(folder.name, (*asked[:limit], *refused[:limit]), documents)


def _extractive(
    answers: Sequence[str], relevant: Mapping[str, int], texts: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    """The answers that stand in a relevant document; "Đúng" and "Sai" judge a statement and are no words to quote."""
    standing = [
        answer
        for answer in answers
        if answer not in _JUDGEMENTS and any(holds(texts.get(document, ""), [[answer]]) for document in relevant)
    ]
    return (tuple(standing),) if standing else ()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
