"""Throws for as long as one likes: `python -m tests.fuzz --seconds 60 [--only questions]`, or `make fuzz`."""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, seed, settings

from bot.answering.compose import Responder
from index.encode import open_encoder
from index.measure.temporary import temporary_searcher
from index.text.catalogue import open_catalogue
from index.text.clean import read_document
from tests.bot.served import DOCUMENTS, environment, hoidap
from tests.fuzz.targets import Doors, Target, doors, targets

EXAMPLES_AT_ONCE = 100


def fuzz(name: str, target: Target, opened: Doors, seconds: float) -> bool:
    """Throws at one target for so long, and tells how often; False once something broke."""
    inputs, check = target
    began, thrown = time.monotonic(), 0

    def counted(value: object) -> None:
        nonlocal thrown
        thrown += 1
        check(value)

    some = settings(
        max_examples=EXAMPLES_AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    while time.monotonic() - began < seconds:
        number = random.randrange(2**32)
        try:
            seed(number)(some(given(inputs)(counted)))()
            opened.settle()
        except Exception:  # noqa: BLE001  # whatever broke is what is looked for
            print(f"{name}: seed {number}, after {thrown}", traceback.format_exc(), sep="\n", flush=True)
            return False
    print(f"{name}: {thrown} in {time.monotonic() - began:.0f} s", flush=True)
    return True


def main() -> int:
    """1 where something broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        filled = hoidap("search", "chỉ tiêu", env=environment(library))
        assert filled.returncode == 0, filled.stderr.decode()
        document = read_document(DOCUMENTS / "ket-luan-hoi-nghi-12.txt", open_catalogue(DOCUMENTS.parent))
        encoder = open_encoder("e5-small", Path(folder) / "encoder")
        with temporary_searcher([document], encoder) as searcher, doors(library, Path(folder)) as opened:
            found = targets(Responder(searcher, "1"), opened)
            chosen = {name: each for name, each in found.items() if args.only in ("", name)}
            held = [fuzz(name, each, opened, args.seconds) for name, each in chosen.items()]
            return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
