"""Where things lie on the site: paths, to which a public address may be put in front."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

QUOTED = "trich"
"""The parameter of a document's page that names quoted stretches."""

DOCUMENTS = "/van-ban"


def document_path(document_id: str) -> str:
    """A document's page."""
    return f"{DOCUMENTS}/{document_id}"


def anchor(passage_id: str) -> str:
    """A passage's place in its document's page: the digits of its content, after a letter.

    >>> anchor("kl-hn12-2023.e342d391")
    'doan-e342d391'
    """
    return f"doan-{passage_id.rpartition('.')[2]}"


def passage_path(passage_id: str, quoted: Sequence[tuple[int, int]] = ()) -> str:
    """A passage in its document's page, with the stretches `quoted` marked: offsets in the passage.

    >>> passage_path("kl-hn12-2023.e342d391", [(0, 8)])
    '/van-ban/kl-hn12-2023?trich=e342d391.0.8#doan-e342d391'
    """
    document_id, _, digits = passage_id.rpartition(".")
    stretches = ",".join(f"{digits}.{start}.{end}" for start, end in sorted(quoted))
    query = f"?{QUOTED}={stretches}" if stretches else ""
    return f"{document_path(document_id)}{query}#{anchor(passage_id)}"


def question_path(question: str) -> str:
    """The chat with a question that it asks at once; behind the "#", so that no server or proxy sees it.

    >>> question_path("Kết quả?")
    '/#hoi=K%E1%BA%BFt%20qu%E1%BA%A3%3F'
    """
    return f"/#hoi={quote(question, safe='')}"
