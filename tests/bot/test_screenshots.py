"""README's pictures are all there, and small."""

from __future__ import annotations

import re

import pytest

from tests.bot.screenshots import FOLDER, SHOTS
from tests.bot.served import ROOT

MOST_BYTES = 150_000


def test_readme_shows_every_picture_that_is_taken() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[[^\]]+\]\((docs/images/[^)]+\.png)\)", readme)
    assert sorted(shown) == sorted(f"docs/images/{shot.name}.png" for shot in SHOTS)


@pytest.mark.parametrize("name", [shot.name for shot in SHOTS])
def test_a_picture_is_small(name: str) -> None:
    assert 0 < (FOLDER / f"{name}.png").stat().st_size < MOST_BYTES
