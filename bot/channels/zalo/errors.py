"""What can go wrong with a call to Zalo.

ZaloError
├── UnreachableError     no answer, or none that can be read: later
├── BusyError            too many calls: later
├── AccessError          the token is refused
├── RefusedError         this call, for good
└── OddError             a code that nothing is known of: some tries

None of them holds an address or a text: the bot's token stands in the address of every call.
"""

from __future__ import annotations


class ZaloError(Exception):
    """A call that was not done; the message is a code or the name of an error, and nothing else."""


class UnreachableError(ZaloError):
    """Zalo gave no answer, or none that can be read."""


class BusyError(ZaloError):
    """Too many calls; `seconds` is how long to wait, where Zalo tells."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__("429")
        self.seconds = seconds


class AccessError(ZaloError):
    """The token is not taken, and what Zalo calls that."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class RefusedError(ZaloError):
    """This call will not be done, and what Zalo calls the reason."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class OddError(ZaloError):
    """A code that nothing is known of; it may pass."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code
