"""Whether the process can answer: library and model open, platforms heard lately, replies getting through."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot import phrases
from bot.operation.vitals import Vitals
from bot.phrases import operation as texts
from index.errors import EmptyLibraryError, HoidapError


@dataclass(frozen=True, slots=True)
class State:
    """The generation that answers, "" where none can; and what is wrong, one line each."""

    generation: str
    problems: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def why_not(error: Exception) -> str:
    """What people are told where nothing can be answered; the log gets the error's own line."""
    return phrases.NOTHING_TO_ASK if isinstance(error, EmptyLibraryError) else phrases.NOT_READY


class Readiness:
    """A class for its parts: the way to the generation, and the channels' vitals."""

    def __init__(self, generation: Callable[[], Awaitable[str]], vitals: Sequence[Vitals] = ()) -> None:
        self._generation = generation
        self.vitals = vitals

    async def state(self) -> State:
        """As of now; asking opens the library and the model where they are not open."""
        try:
            generation, problems = await self._generation(), []
        except HoidapError as error:
            generation, problems = "", [why_not(error)]
        for each in self.vitals:
            if each.is_stale:
                problems.append(texts.STALE.format(each.name, each.poll_age))
            if each.is_stuck:
                problems.append(texts.STUCK.format(each.name, each.oldest_send))
        return State(generation, tuple(problems))
