"""The account's pair of tokens as it is kept: in the database, with a mark while its refresh token is being spent."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import Engine, delete, insert, select, update

from bot.channels.zalo.store import tokens


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token, and the refresh token that buys the next pair, once. `expires_at` is None where nobody told."""

    access: SecretStr
    refresh: SecretStr
    expires_at: float | None = None


class PairStore:
    """The pair of one app. Its methods block: call them in a thread. A class for its state, the database."""

    def __init__(self, engine: Engine, app: str, first: Pair, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._app = app
        self._first = first
        self._clock = clock

    def read(self) -> Pair:
        """The pair to use now: the one kept last, or the operator's where it is new."""
        seed = hashlib.sha256(self._first.refresh.get_secret_value().encode()).hexdigest()
        with self._engine.begin() as connection:
            row = connection.execute(select(tokens).where(tokens.c.app == self._app)).first()
            if row is None or row.seed != seed:
                connection.execute(delete(tokens).where(tokens.c.app == self._app))
                connection.execute(insert(tokens).values(app=self._app, seed=seed, **_values(self._first)))
                return self._first
        return Pair(SecretStr(row.access), SecretStr(row.refresh), row.expires_at)

    def begin_renewal(self) -> bool:
        """Marks that the refresh token is about to be spent; True where an earlier renewal never ended."""
        with self._engine.begin() as connection:
            since = connection.scalar(select(tokens.c.renewing_since).where(tokens.c.app == self._app))
            mark = update(tokens).where(tokens.c.app == self._app).values(renewing_since=self._clock())
            connection.execute(mark)
        return since is not None

    def save(self, pair: Pair) -> None:
        """Keeps the pair that the spent token has bought."""
        with self._engine.begin() as connection:
            connection.execute(update(tokens).where(tokens.c.app == self._app).values(**_values(pair)))


def _values(pair: Pair) -> dict[str, object]:
    return {
        "access": pair.access.get_secret_value(),
        "refresh": pair.refresh.get_secret_value(),
        "expires_at": pair.expires_at,
        "renewing_since": None,
    }
