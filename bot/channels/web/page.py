"""The page and its files: texts from `bot.phrases`, a strict content policy, nothing fetched from elsewhere."""

from __future__ import annotations

import hashlib
import html
import json
from dataclasses import dataclass
from importlib import resources
from string import Template

from bot import phrases

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Only our own files run, and no markup that slips in could load, post or frame anything."""

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_FILES = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of the page; `version` changes with its content, so that a browser may keep it for good."""

    content: bytes
    media_type: str
    version: str


def static_files() -> dict[str, StaticFile]:
    """The page's files by name, read from the package."""
    return {name: _read(name, media_type) for name, media_type in _FILES.items()}


def page_html(files: dict[str, StaticFile]) -> bytes:
    """The page with its texts filled in."""
    texts = {name: html.escape(text) for name, text in phrases.PAGE.items()}
    versions = {name.replace(".", "_"): f"/static/{name}?v={file.version}" for name, file in files.items()}
    template = Template(_source("page.html").decode("utf-8"))
    return template.substitute(texts, **versions, script_texts=_script_json(phrases.PAGE_SCRIPT)).encode("utf-8")


def _script_json(texts: dict[str, str]) -> str:
    """JSON that cannot end the `<script>` element it stands in."""
    return json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c")


def _read(name: str, media_type: str) -> StaticFile:
    content = _source(name)
    return StaticFile(content, media_type, hashlib.sha256(content).hexdigest()[:12])


def _source(name: str) -> bytes:
    return resources.files("bot.channels.web").joinpath("static", name).read_bytes()
