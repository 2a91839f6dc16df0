"""QR codes."""

from __future__ import annotations

from bot.sharing.sheet import Modules

QUIET_MODULES = 4
"""Light modules that a reader needs on each side: ISO/IEC 18004, 6.3.8."""


def code_of(address: str) -> Modules:
    """The code of an address, without its quiet zone; a quarter of it may be dirty or torn where there is room."""
    import segno

    return tuple(tuple(bool(module) for module in row) for row in segno.make_qr(address, error="m").matrix)
