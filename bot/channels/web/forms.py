"""Forms that a page of ours sends: bounded, and from no other site."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.mail.webhook import BodyTooLargeError, read_body

MOST_FORM_BYTES = 16 * 1024
"""A question of 200 letters takes 1,800 bytes in a form, a token and ids some hundred."""

MOST_FIELDS = 20

FORM_HEADERS = {"Referrer-Policy": "same-origin"}
"""For a page with forms: under `no-referrer` browsers say "null" for the origin of what it sends, to itself too.

Source: https://fetch.spec.whatwg.org/#append-a-request-origin-header.
"""

_FORM = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises HTTPException 403, 413 or 415."""
    refuse_other_sites(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415)
    try:
        body = await read_body(request.stream(), MOST_FORM_BYTES)
    except BodyTooLargeError:
        raise HTTPException(413) from None
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(400) from None


def refuse_other_sites(request: Request) -> None:
    """HTTPException 403 for a form that the browser says came from a page of another site.

    Over https browsers tell by Sec-Fetch-Site, which holds whatever a proxy makes of the host's name; else by Origin.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        is_ours = site in ("same-origin", "none")
    else:
        is_ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not is_ours:
        raise HTTPException(403)
