"""Who may ask now: no address too often, and nobody where too many wait already."""

from __future__ import annotations

import ipaddress

from starlette.requests import Request

from bot.answering.conversation import ChatKey
from bot.mail.quota import Quota, Verdict
from bot.phrases import web as texts
from bot.reading.assistant import Assistant

MOST_IN_HAND = 300
"""Questions that may wait. Of 800 that came at once to two cores busy with other work, 300 were answered, the last
after 5.2 seconds, and the others were refused within .7."""

LONGEST_WAIT_SECONDS = 10.0
"""The limit of a person's attention: Nielsen, Response times (1993). On a slow or busy machine, where 300 questions
took 21 seconds, fewer may wait."""

SECONDS_WHEN_BUSY = 5

_ADDRESS = "address"
"""The channel under which the quota counts; no conversation bears it."""

_NETWORK_OF_ONE = 64
"""A household or a phone gets a whole IPv6 network of this length: RFC 6177."""


class RefusedError(Exception):
    """Somebody may not ask now; `status`, the message and the seconds to wait are the answer."""

    def __init__(self, status: int, message: str, seconds: int) -> None:
        super().__init__(message)
        self.status = status
        self.seconds = seconds


def admit(request: Request, assistant: Assistant, quota: Quota) -> None:
    """Raises RefusedError for an address that has asked too often, or where too many questions wait."""
    if quota.ask(ChatKey(_ADDRESS, asker(request))) is not Verdict.ALLOWED:
        raise RefusedError(429, texts.API_TOO_MANY, quota.seconds_between)
    if assistant.in_hand >= MOST_IN_HAND or assistant.expected_seconds > LONGEST_WAIT_SECONDS:
        raise RefusedError(503, texts.API_BUSY, SECONDS_WHEN_BUSY)


def asker(request: Request) -> str:
    """Where a request came from: an IPv4 address, or an IPv6 network; "" where there is none, as on a Unix socket.

    The server has put a trusted proxy's word in its place.
    """
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((int(address), _NETWORK_OF_ONE), strict=False))
