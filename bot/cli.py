"""The command line: what can be typed, and how failures are told. The commands themselves are in `bot.commands`."""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from bot.commands.console import UsageError, tell
from bot.phrases import admin, erasing, personal, sharing, terminal
from bot.phrases import bench as benches
from index.errors import HoidapError

DONE, FAILED, WRONG_USAGE = 0, 1, 2

INTERRUPTED = 130
"""128 + SIGINT, by which shells tell that Ctrl-C ended a command."""

DEFAULT_HITS = 10


class VietnameseParser(argparse.ArgumentParser):
    """argparse with Vietnamese headings, and one line for a wrong call."""

    def __init__(self, *, prog: str, description: str | None = None) -> None:
        super().__init__(prog, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title = terminal.HELP_POSITIONALS
        self._optionals.title = terminal.HELP_OPTIONS
        self.add_argument("-h", "--help", action="help", help=terminal.HELP["help"])

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", terminal.HELP_USAGE, 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", terminal.HELP_USAGE, 1)

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{terminal.wrong_usage(_vietnamese(message), self.prog)}\n")


def parser() -> VietnameseParser:
    """The parser of `hoidap`; `args.module` and `args.function` name what runs."""
    made = VietnameseParser(prog="hoidap", description=terminal.HELP["hoidap"])
    commands = made.add_subparsers(
        title=terminal.HELP_COMMANDS, dest="command", metavar=terminal.HELP_COMMAND, required=True
    )
    _add(commands, "serve", "serve:serve")
    _asking(commands)
    _keeping(commands)
    _sharing(commands)
    _add(commands, "password", "password:make", admin.HELP)
    for name in ("forget", "export"):
        command = _add(commands, name, f"personal:{name}", personal.HELP)
        command.add_argument("person", metavar="NGƯỜI", help=personal.HELP["person"])
    _measuring(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and tells its exit code: 0 done, 1 an expected failure, 2 wrong usage."""
    _write_utf8()
    args = parser().parse_args(arguments)
    try:
        module, _, function = args.run.partition(":")
        code = int(getattr(importlib.import_module(f"bot.commands.{module}"), function)(args))
        sys.stdout.flush()
    except UsageError as error:
        tell(terminal.wrong_usage(str(error), f"hoidap {args.command}"))
        return WRONG_USAGE
    except HoidapError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        _failed(terminal.INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough of it; the interpreter must not complain while it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _failed(terminal.system_refuses(error))
    return code


def _asking(commands: argparse._SubParsersAction[VietnameseParser]) -> None:
    ask = _add(commands, "ask", "ask:ask")
    ask.add_argument("question", nargs="*", metavar="CÂU_HỎI", help=terminal.HELP["question"])
    ask.add_argument("--json", action="store_true", help=terminal.HELP["json"])
    ask.add_argument("--jsonl", type=Path, metavar="TỆP", help=terminal.HELP["jsonl"])
    search = _add(commands, "search", "ask:search")
    search.add_argument("question", nargs="+", metavar="CÂU_HỎI", help=terminal.HELP["question"])
    search.add_argument("-k", type=_count, default=DEFAULT_HITS, metavar="SỐ", help=terminal.HELP["k"])
    search.add_argument("--json", action="store_true", help=terminal.HELP["json"])


def _keeping(commands: argparse._SubParsersAction[VietnameseParser]) -> None:
    add = _add(commands, "add", "library:add")
    add.add_argument("paths", nargs="+", type=Path, metavar="ĐƯỜNG_DẪN", help=terminal.HELP["paths"])
    add.add_argument("--dry-run", action="store_true", help=terminal.HELP["dry_run"])
    add.add_argument("--confirm-held", action="store_true", help=terminal.HELP["confirm_held"])
    remove = _add(commands, "remove", "library:remove")
    remove.add_argument("ids", nargs="+", metavar="MÃ", help=terminal.HELP["ids"])
    remove.add_argument("--erase", action="store_true", help=erasing.HELP["erase"])
    remove.add_argument("--yes", action="store_true", help=erasing.HELP["yes"])
    listing = _add(commands, "list", "library:show")
    listing.add_argument("--json", action="store_true", help=terminal.HELP["json"])
    _add(commands, "reindex", "library:reindex")
    _add(commands, "history", "library:history")
    rollback = _add(commands, "rollback", "library:rollback")
    rollback.add_argument("generation", metavar="BẢN", help=terminal.HELP["generation"])
    _add(commands, "check", "library:check")
    for name in ("backup", "restore"):
        command = _add(commands, name, f"library:{name}")
        command.add_argument("file", type=Path, metavar="TỆP", help=terminal.HELP["backup_file"])


def _sharing(commands: argparse._SubParsersAction[VietnameseParser]) -> None:
    share = _add(commands, "share", "share:share", sharing.HELP)
    share.add_argument("--document", metavar="MÃ", help=sharing.HELP["document"])
    share.add_argument("--section", type=_count, metavar="SỐ", help=sharing.HELP["section"])
    share.add_argument("--question", metavar="CÂU_HỎI", help=sharing.HELP["question"])
    share.add_argument("--channel", choices=tuple(sharing.CHANNEL_NAMES), metavar="KÊNH", help=sharing.HELP["channel"])
    share.add_argument("--card", action="store_true", help=sharing.HELP["card"])
    share.add_argument("--out", type=Path, metavar="TỆP", help=sharing.HELP["out"])


def _measuring(commands: argparse._SubParsersAction[VietnameseParser]) -> None:
    evaluation = _add(commands, "eval", "measure:measure")
    evaluation.add_argument("set", type=Path, metavar="BỘ_CÂU_HỎI", help=terminal.HELP["question_set"])
    evaluation.add_argument("--fold", action="store_true", help=terminal.HELP["fold"])
    evaluation.add_argument("--limit", type=_count, metavar="SỐ", help=terminal.HELP["limit"])
    evaluation.add_argument("--run", type=Path, metavar="TỆP", dest="run_file", help=terminal.HELP["run"])
    evaluation.add_argument("--json", action="store_true", help=terminal.HELP["json"])
    bench = _add(commands, "bench", "measure:bench")
    bench.add_argument("--json", action="store_true", help=terminal.HELP["json"])
    bench.add_argument("--size", type=_count, nargs="+", metavar="SỐ_ĐOẠN", help=benches.HELP["size"])
    bench.add_argument("--documents", type=Path, nargs="+", metavar="ĐƯỜNG_DẪN", help=benches.HELP["documents"])
    bench.add_argument("--folder", type=Path, metavar="THƯ_MỤC", help=benches.HELP["folder"])
    bench.add_argument("--plot", type=Path, metavar="TỆP", help=benches.HELP["plot"])
    bench.add_argument("--crowd", type=_count, nargs="+", metavar="SỐ_NGƯỜI", help=benches.HELP["crowd"])
    models = _add(commands, "model", "").add_subparsers(title=terminal.HELP_COMMANDS, metavar="LỆNH", required=True)
    export = models.add_parser("export", help=terminal.HELP["export"], description=terminal.HELP["export"])
    export.add_argument("folder", type=Path, metavar="THƯ_MỤC", help=terminal.HELP["folder"])
    export.set_defaults(run="model:export")
    health = commands.add_parser("health", prog="hoidap health")  # for HEALTHCHECK in the Dockerfile; not in the help
    health.set_defaults(run="serve:health")


def _add(
    commands: argparse._SubParsersAction[VietnameseParser],
    name: str,
    run: str,
    helps: Mapping[str, str] = terminal.HELP,
) -> VietnameseParser:
    command = commands.add_parser(name, help=helps[name], description=helps[name])
    command.set_defaults(run=run)
    return command


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _vietnamese(message: str) -> str:
    """argparse's English reason in Vietnamese; as it is where it is none of the common ones."""
    for pattern, template in terminal.USAGE_ERRORS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(template)
    return message


def _write_utf8() -> None:
    """Vietnamese comes out right whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _failed(line: str) -> int:
    tell(line)
    return FAILED
