"""What README shows is what happens: its questions and answers, its commands, its settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import phrases
from tests.bot.served import ROOT, environment, hoidap

README = (ROOT / "README.md").read_text(encoding="utf-8")
_SHOWN = re.compile(r'```console\n\$ hoidap ask "([^"]+)"\n(.*?)```', re.DOTALL)


@pytest.mark.parametrize(("question", "shown"), _SHOWN.findall(README))
def test_a_question_of_the_readme_gets_the_answer_that_it_shows(library: Path, question: str, shown: str) -> None:
    done = hoidap("ask", question, env=environment(library))
    assert done.stdout.decode().strip() == shown.strip()


def test_the_readme_shows_an_answer_and_an_honest_no() -> None:
    answers = [shown for _, shown in _SHOWN.findall(README)]
    assert any("11 chỉ tiêu khó đạt" in shown for shown in answers)
    assert any(phrases.NOT_FOUND in shown for shown in answers)


def test_what_the_readme_lets_a_cadre_type_is_answered_from_the_conclusion(library: Path) -> None:
    said = README[README.index("**Cán bộ, người dân**") : README.index("**Cán bộ tuyên giáo**")]
    questions = [line for line in re.findall(r"`([^`/]+)`", said) if "thì sao" not in line]
    assert len(questions) > 2
    for question in questions:
        assert "«" in hoidap("ask", question, env=environment(library)).stdout.decode(), question


def test_every_command_that_the_readme_names_has_a_help() -> None:
    named = set(re.findall(r"(?:\$ |; |`)hoidap (\w+)", README))
    assert {"serve", "ask", "add", "eval", "bench"} <= named
    for command in sorted(named):
        assert hoidap(command, "--help", env=environment(Path("unused"))).returncode == 0, command


def test_a_newcomer_is_told_where_the_command_lies_before_using_it() -> None:
    assert README.index("`source .venv/bin/activate`") < README.index("$ hoidap ")
