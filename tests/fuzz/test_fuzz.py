"""A little of what `make fuzz` throws, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from bot.answering.compose import Responder
from tests.bot.served import environment, hoidap
from tests.fuzz.targets import Doors, Target, doors, targets

EXAMPLES = {
    "loaders": 60,
    "questions": 60,
    "renderers": 60,
    "telegram": 40,
    "zalo_bot": 40,
    "zalo_oa": 40,
    "api": 40,
    "form": 40,
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    library = tmp_path_factory.mktemp("library")
    assert hoidap("search", "chỉ tiêu", env=environment(library)).returncode == 0
    with doors(library, tmp_path_factory.mktemp("fuzz")) as made:
        yield made


@pytest.fixture(scope="module")
def everything(responder: Responder, opened: Doors) -> dict[str, Target]:
    return targets(responder, opened)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_thrown_is_taken_or_refused_in_time(everything: dict[str, Target], opened: Doors, name: str) -> None:
    inputs, check = everything[name]
    quick = settings(
        max_examples=EXAMPLES[name],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    quick(given(inputs)(check))()
    opened.settle()


def test_nothing_is_left_out(everything: dict[str, Target]) -> None:
    assert everything.keys() == EXAMPLES.keys()
