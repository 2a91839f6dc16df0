"""The JSON API as OpenAPI 3.1 describes one; tests hold it to the real answers."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from bot.answering.answer import Outcome
from bot.phrases import openapi as texts
from bot.writing.reply import SpanKind

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_INTEGER: Schema = {"type": "integer"}


def _object(required: Schema, **optional: Schema) -> Schema:
    """An object of exactly these fields."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _told(schema: Schema, field: str) -> Schema:
    """A schema with what its field means."""
    return {**schema, "description": texts.FIELDS[field]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_CONVERSATION = _told({"type": "string", "maxLength": 64}, "conversation")

_SCHEMAS: dict[str, Schema] = {
    "Question": _object({"question": _told(_STRING, "question")}, conversation=_CONVERSATION),
    "Quote": _object(
        {
            "text": _STRING,
            "document_id": _STRING,
            "document_title": _STRING,
            "section": _STRING,
            "passage_id": _STRING,
            "start": _INTEGER,
            "end": _INTEGER,
        }
    ),
    "Passage": _object({"id": _STRING, "document_id": _STRING, "text": _STRING, "score": _NUMBER}),
    "Span": _object({"kind": {"enum": [kind.value for kind in SpanKind]}, "text": _STRING}),
    "Excerpt": _object(
        {
            "passage_id": _STRING,
            "document_id": _STRING,
            "shown": _list(_ref("Span")),
            "passage": _list(_ref("Span")),
            "section": _STRING,
            "title": _STRING,
            "origin": _STRING,
            "status": _STRING,
            "link": _told(_STRING, "link"),
        }
    ),
    "Suggestion": _object({"title": _STRING, "question": _STRING}),
    "Reply": _object(
        {
            "lead": _STRING,
            "excerpts": _list(_ref("Excerpt")),
            "footnotes": _list(_STRING),
            "copy": _STRING,
            "suggestions": _list(_ref("Suggestion")),
        }
    ),
    "Answer": _object(
        {
            "id": {"type": ["string", "null"]},
            "question": _STRING,
            "outcome": _told({"enum": [outcome.value for outcome in Outcome]}, "outcome"),
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "text": _told(_STRING, "text"),
            "quotes": _told(_list(_ref("Quote")), "quotes"),
            "passages": _told(_list(_ref("Passage")), "passages"),
            "generation": _STRING,
            "elapsed_ms": _NUMBER,
            "reply": {"$ref": "#/components/schemas/Reply", "description": texts.FIELDS["reply"]},
        }
    ),
    "Topics": _object({"topics": _list(_ref("Suggestion"))}),
    "Judgement": _object(
        {
            "conversation": {**_CONVERSATION, "minLength": 1},
            "passage_id": _told(_STRING, "passage_id"),
            "good": {"type": "boolean"},
        }
    ),
    "Judged": _object({"feedback": _told(_INTEGER, "feedback"), "message": _STRING, "reasons": _list(_STRING)}),
    "Reason": _object(
        {
            "conversation": {**_CONVERSATION, "minLength": 1},
            "feedback": _told(_INTEGER, "feedback"),
            "reason": _told(_STRING, "reason"),
        }
    ),
    "Said": _object({"message": _STRING}),
    "Conversation": _object(
        {"conversation": {**_CONVERSATION, "minLength": 1}}, everything=_told({"type": "boolean"}, "everything")
    ),
    "Forgotten": _object({"forgotten": {"const": True}}),
    "Error": _object({"error": _STRING}),
}


def _answer(name: str) -> Schema:
    return {"application/json": {"schema": _ref(name)}}


def _error(status: str) -> Schema:
    waits = {"headers": {"Retry-After": {"schema": _INTEGER}}} if status in ("429", "503") else {}
    return {"description": texts.RESPONSES[status], "content": _answer("Error"), **waits}


def _operation(name: str, answers: str, errors: str, takes: str = "") -> Schema:
    """One operation: what it answers, how it fails, and what it takes, if anything."""
    body = {"requestBody": {"required": True, "content": _answer(takes)}} if takes else {}
    responses = {"200": {"description": texts.RESPONSES["200"], "content": _answer(answers)}}
    return {
        "operationId": name,
        "summary": texts.OPERATIONS[name],
        **body,
        "responses": {**responses, **{status: _error(status) for status in errors.split()}},
    }


DESCRIPTION: Schema = {
    "openapi": "3.1.0",
    "info": {"title": texts.TITLE, "version": version("hoidap-nghi-quyet"), "description": texts.ABOUT},
    "paths": {
        "/api/ask": {"post": _operation("ask", "Answer", "400 413 415 429 503", takes="Question")},
        "/api/topics": {"get": _operation("topics", "Topics", "503")},
        "/api/feedback": {"post": _operation("feedback", "Judged", "400 413 415 429 503", takes="Judgement")},
        "/api/feedback/reason": {"post": _operation("reason", "Said", "400 413 415 429 503", takes="Reason")},
        "/api/forget": {"post": _operation("forget", "Forgotten", "400 413 415", takes="Conversation")},
    },
    "components": {"schemas": _SCHEMAS},
}
