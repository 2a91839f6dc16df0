"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = ("legacy", "source", "paragraph", "numbering", "figure", "draft")
ABOVE = ("text.heading", "load.issuer", "syllable", "errors", "question.follow_up", "question.more")


@pytest.mark.parametrize("name", [*(f"load.{name}" for name in MODULES), *ABOVE])
def test_the_examples_of_a_module_hold(name: str) -> None:
    failed, tried = doctest.testmod(import_module(f"index.{name}"))
    assert tried > 0
    assert failed == 0
