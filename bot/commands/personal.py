"""`hoidap forget` and `hoidap export`: what the law lets people ask for."""

from __future__ import annotations

import argparse
import json

from bot.commands.console import tell
from bot.phrases import personal as texts
from bot.settings import load_settings
from bot.wiring import Wiring


def forget(args: argparse.Namespace) -> int:
    """Deletes what is kept of somebody."""
    holdings = Wiring(load_settings(), tell).holdings()
    tell(texts.forgotten(holdings.forget(holdings.person(args.person))))
    tell(texts.IN_MEMORY)
    return 0


def export(args: argparse.Namespace) -> int:
    """Prints what is kept of somebody."""
    holdings = Wiring(load_settings(), tell).holdings()
    print(json.dumps(holdings.export(holdings.person(args.person)), ensure_ascii=False, indent=1))
    return 0
