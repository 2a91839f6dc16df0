"""A file that an administrator sends: bounded while it arrives, its name never trusted."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from bot.channels.web.forms import refuse_other_sites
from index.load import DEFAULT

MOST_BYTES = DEFAULT.file_bytes
"""What a file may have to be read at all."""

_MOST_IN_ALL = MOST_BYTES + 64 * 1024
"""With the other fields of the form."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The form's mark, and the file as it came; `name` is whatever the browser says."""

    csrf: str
    name: str
    content: bytes


async def read_upload(request: Request) -> Upload:
    """The file of a form. Raises HTTPException 400 for another form, 403 for another site's, 413 past the bound."""
    refuse_other_sites(request)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400)
    if int(request.headers.get("content-length", "0")) > _MOST_IN_ALL:
        raise HTTPException(413)
    async with _bounded(request).form(max_files=1, max_fields=4) as form:
        file, csrf = form.get("tep"), form.get("csrf")
        if not isinstance(file, UploadFile) or not isinstance(csrf, str) or not file.filename:
            raise HTTPException(400)
        return Upload(csrf, file.filename, await file.read())


def _bounded(request: Request) -> Request:
    """The same request, which ends with HTTPException 413 when more arrives than a file may have."""
    arrived = 0

    async def receive() -> Message:
        nonlocal arrived
        message = await request.receive()
        arrived += len(message.get("body", b""))
        if arrived > _MOST_IN_ALL:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)
