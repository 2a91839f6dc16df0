"""From an event of an Official Account to what it asks of us, and whether it is Zalo's at all."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import SecretStr
from starlette.datastructures import Headers

from bot.channels.zalo.incoming import Incoming, part, written
from bot.channels.zalo.webhook import Proof, event_in
from bot.letters import whole
from bot.mail.mailbox import Arrival

CHANNEL = "zalo_oa"

SIGNATURE_HEADER = "X-ZEvent-Signature"
TIMESTAMP_HEADER = "X-ZEvent-Timestamp"

_MARK = "mac="
_TIMESTAMPS = ("timestamp", "timeStamp", "time_stamp")

TEXT = "user_send_text"
FOLLOW = "follow"
FROM_A_PERSON = "user_send_"
"""Other kinds begin otherwise: what we have sent, what was seen."""


def proof(headers: Headers, body: bytes, app: str, secret: SecretStr) -> Proof:
    """Whether the account's secret has signed the body; the unsigned `{}` of the set-up proves and says nothing.

    The signature is the SHA-256 of app, body, timestamp and secret. Accounts differ on which timestamp that is.
    """
    given = headers.get(SIGNATURE_HEADER)
    event = event_in(body)
    if given is None and (event == {} or not body.strip()):
        return Proof.EMPTY
    mark = (given or "").strip().lower().removeprefix(_MARK).encode()
    matches = [
        hmac.compare_digest(_signature(app, body, timestamp, secret).encode(), mark)
        for timestamp in _timestamps(headers, event or {})
    ]
    return Proof.GENUINE if any(matches) else Proof.FORGED


def arrival_of(event: Mapping[str, Any]) -> Arrival | None:
    """An event as it is stored; None where nobody waits for an answer to it."""
    name = str(event.get("event_name") or "")
    if name != FOLLOW and not name.startswith(FROM_A_PERSON):
        return None
    user = _user(event)
    if not user:
        return None
    number = part(event, "message").get("msg_id")
    digest = hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()
    return Arrival(str(number or digest), user, event)


def read(event: Mapping[str, Any]) -> Incoming | None:
    """What a stored event wants of us: who begins to follow is greeted."""
    user = _user(event)
    if event["event_name"] == FOLLOW:
        return written(CHANNEL, user, user, "/batdau")
    text = part(event, "message").get("text") if event["event_name"] == TEXT else None
    return written(CHANNEL, user, user, text if isinstance(text, str) else "")


def _signature(app: str, body: bytes, timestamp: str, secret: SecretStr) -> str:
    signed = app.encode() + body + whole(timestamp).encode() + secret.get_secret_value().encode()
    return hashlib.sha256(signed).hexdigest()


def _timestamps(headers: Headers, event: Mapping[str, Any]) -> Iterator[str]:
    if TIMESTAMP_HEADER in headers:
        yield headers[TIMESTAMP_HEADER]
    yield from (str(event[name]) for name in _TIMESTAMPS if name in event)


def _user(event: Mapping[str, Any]) -> str:
    who = part(event, "follower" if event.get("event_name") == FOLLOW else "sender")
    return str(who.get("id") or "")
