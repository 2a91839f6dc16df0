"""`hoidap password`: the line with a password's hash for `.env`."""

from __future__ import annotations

import argparse
import getpass
import sys

from bot.office import password
from bot.phrases import admin as texts
from index.errors import HoidapError


class PasswordError(HoidapError):
    """A password that is not taken."""


def make(_args: argparse.Namespace) -> int:
    """Asks twice without showing it; where there is no terminal, one line of standard input is the password."""
    typed = _typed()
    if len(typed) < password.LEAST_CHARACTERS:
        raise PasswordError(texts.password_too_short(password.LEAST_CHARACTERS))
    print(texts.setting_line(password.hash_of(typed)))
    return 0


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(texts.TYPE_PASSWORD)
    if getpass.getpass(texts.TYPE_AGAIN) != first:
        raise PasswordError(texts.PASSWORDS_DIFFER)
    return first
