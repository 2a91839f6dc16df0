"""`hoidap model export`: the packaged weights for other programs."""

from __future__ import annotations

import argparse

from bot.commands.console import tell
from bot.phrases import terminal


def export(args: argparse.Namespace) -> int:
    """Writes the packaged weights as a folder that sentence-transformers loads."""
    from index.encode.export import export_model

    export_model(args.folder)
    tell(terminal.exported(args.folder))
    return 0
