"""The desk over the generation published last, reopened when another generation is published."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from bot.phrases import logged
from bot.reading.desk import Desk
from bot.reading.drawn import Withdrawn
from index.errors import HoidapError, OutageError

log = logging.getLogger(__name__)


class Current:
    """Holds an open desk and exchanges it between two questions.

    A class for its state. Invariant: whoever calls gets a whole desk over one generation. The call that
    notices a new generation opens it and waits for that; those that come meanwhile get the old one. A generation
    that cannot be opened leaves the old one in place and is not tried again. Where the old one holds a withdrawn
    document, nobody gets it any more: all wait, and an error is theirs.
    """

    def __init__(
        self,
        published: Callable[[], str],
        open_desk: Callable[[], Desk],
        withdrawn: Withdrawn,
        *,
        aside: bool = False,
    ) -> None:
        """With `aside` a generation is opened in a thread of its own, since it may first have to be derived."""
        self._published = published
        self._open = open_desk
        self._withdrawn = withdrawn
        self._aside = aside
        self._held: Desk | None = None
        self._refused = ""
        self._opening = threading.Lock()

    def __call__(self) -> Desk:
        """The desk to answer at now. Raises HoidapError if none could ever be opened."""
        held = self._held
        if held is None:
            with self._opening:
                return self._opened()
        if self._published() == held.generation:
            return held
        if self._withdrawn(held.generation):
            with self._opening:
                return self._opened()
        if self._is_current(held) or not self._opening.acquire(blocking=False):
            return held
        if self._aside:
            threading.Thread(target=self._open_aside, name="open a generation", daemon=True).start()
            return held
        try:
            return self._opened()
        finally:
            self._opening.release()

    def _open_aside(self) -> None:
        """Opens the generation while the old one answers, and lets others open again."""
        try:
            self._opened()
        except HoidapError as error:
            log.error("%s", error)  # the next question tries again
        finally:
            self._opening.release()

    def _is_current(self, held: Desk) -> bool:
        return self._published() in (held.generation, self._refused)

    def _opened(self) -> Desk:
        held = self._held
        if held is not None and self._withdrawn(held.generation):
            held = None
        if held is not None and self._is_current(held):
            return held
        name = self._published()
        try:
            self._held = self._open()
        except HoidapError as error:
            if held is None or isinstance(error, OutageError):
                raise
            log.error(logged.LOG_GENERATION_REFUSED, name, held.generation, error)
            self._refused = name
            return held
        log.info(logged.LOG_GENERATION, self._held.generation)
        return self._held
