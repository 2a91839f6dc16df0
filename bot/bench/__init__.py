"""Measuring the product as people use it: at size, with many asking at once, and beside other frameworks."""

from __future__ import annotations

from importlib import resources

_QUESTIONS = "background/questions.txt"


def own_questions() -> list[str]:
    """The questions that come with the program."""
    return (resources.files("index") / _QUESTIONS).read_text(encoding="utf-8").splitlines()
