"""`hoidap model export`: the packaged weights for other programs."""

from __future__ import annotations

import argparse

from bot import phrases
from bot.commands.console import tell


def export(args: argparse.Namespace) -> int:
    """Writes the packaged weights as a folder that sentence-transformers loads."""
    from index.encode.export import export_model

    export_model(args.folder)
    tell(phrases.exported(args.folder))
    return 0
