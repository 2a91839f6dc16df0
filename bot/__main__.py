"""`hoidap`, also as `python -m bot`."""

from __future__ import annotations

import sys

from bot import cli


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
