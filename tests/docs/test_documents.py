"""What the documents for operators promise is there: each test they name, each figure, each command and setting."""

from __future__ import annotations

import ast
import re

import pytest

from bot.cli import parser
from bot.phrases.operation import METRICS
from bot.settings import PREFIX, Settings
from tests.bot.served import ROOT

THREATS = (ROOT / "docs" / "MO-HINH-DE-DOA.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "VAN-HANH.md").read_text(encoding="utf-8")
DOCUMENTS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def names_in(path: str) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_threat_names_tests_that_exist() -> None:
    rows = [line for line in THREATS.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for row in rows:
        named = _NAMED.findall(row)
        assert named, row
        assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []


def test_the_guide_explains_every_figure() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    assert {name for name in explained if name.startswith("hoidap_")} == set(METRICS)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_setting_a_document_names_exists(name: str) -> None:
    known = {PREFIX + each.upper() for each in Settings.model_fields}
    assert set(re.findall(r"HOIDAP_[A-Z_]*[A-Z]", DOCUMENTS[name])) <= known


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_command_a_document_names_exists(name: str) -> None:
    for command in sorted(set(re.findall(r"`(?:\S+/)?hoidap (\w+)", DOCUMENTS[name]))):
        with pytest.raises(SystemExit) as ended:
            parser().parse_args([command, "--help"])
        assert ended.value.code == 0, command


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_file_a_document_links_to_exists(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", DOCUMENTS[name]):
        assert (ROOT / "docs" / target).exists(), target
