"""What every webhook does before it looks at a message: a body of bounded size, a secret compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterable

MOST_BODY_BYTES = 1024 * 1024
"""A message has at most 4,096 characters, and may answer another one: this leaves room for all that is said of both."""


class BodyTooLargeError(Exception):
    """A body of more bytes than are read."""


async def read_body(chunks: AsyncIterable[bytes], most: int = MOST_BODY_BYTES) -> bytes:
    """The body that comes in chunks (`Request.stream()`). Raises BodyTooLargeError as soon as it is too large."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise BodyTooLargeError
    return bytes(body)


def is_secret(given: str | None, secret: str) -> bool:
    """Whether a header, as Starlette decodes it, holds the secret; how long that takes tells nothing of the secret."""
    return given is not None and hmac.compare_digest(given.encode("latin-1"), secret.encode())


def secret_from(token: str, path: str) -> str:
    """A secret for a webhook where the operator sets none: the same at every start and on every machine.

    64 hexadecimal digits; the token does not follow from them.
    """
    return hmac.new(token.encode(), path.encode(), hashlib.sha256).hexdigest()
