"""Pages: templates in one frame, filled with escaped texts, and the files that they load.

A new page needs a template that extends `shell.html`, its texts in a module of `bot.phrases`, a route that returns
`Pages.response`, and, where people should find it, a line in `bot.phrases.web.NAVIGATION`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.phrases import web as texts

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

_KEEP_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of the pages; `version` changes with its content, so that a browser may keep it for good."""

    content: bytes
    media_type: str
    version: str


def static_files() -> dict[str, StaticFile]:
    """The pages' files by name, read from the package."""
    return {
        path.name: _static_file(path.read_bytes(), _MEDIA_TYPES[path.name[path.name.rindex(".") :]])
        for path in resources.files("bot.channels.web").joinpath("static").iterdir()
    }


class Pages:
    """Fills templates in. A class for its state: the templates and files, read once.

    Values are escaped wherever a template puts them; a template that names a value which is not there fails.
    """

    def __init__(self) -> None:
        self.files = static_files()
        self._templates = Environment(
            loader=PackageLoader("bot.channels.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(shell=texts.SHELL, navigation=texts.NAVIGATION, file=self._address)

    def html(self, template: str, *, here: str, values: Mapping[str, Any]) -> str:
        """The page as text; `here` is its path, which the navigation marks."""
        return self._templates.get_template(template).render(values, here=here)

    def response(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """The page as a response, which browsers ask for anew each time unless `headers` say otherwise."""
        content = self.html(template, here=request.url.path, values=values)
        return HTMLResponse(content, status, {"Cache-Control": "no-cache", **(headers or {})})

    def message(self, request: Request, title: str, text: str, status: int) -> HTMLResponse:
        """A page that says one thing, such as that there is no such page."""
        return self.response(request, "message.html", status=status, title=title, text=text, back=texts.BACK_TO_ASKING)

    def routes(self) -> list[BaseRoute]:
        """The files."""

        async def static(request: Request) -> Response:
            file = self.files.get(request.path_params["name"])
            if file is None:
                return Response(status_code=404)
            return Response(file.content, media_type=file.media_type, headers={"Cache-Control": _KEEP_FOR_GOOD})

        return [Route("/static/{name}", static)]

    def _address(self, name: str) -> str:
        return f"/static/{name}?v={self.files[name].version}"


def _static_file(content: bytes, media_type: str) -> StaticFile:
    return StaticFile(content, media_type, hashlib.sha256(content).hexdigest()[:12])
