"""The pictures of README: `make screenshots` takes them anew of the real pages, with the documents that come along.

They look best where Noto Sans, Noto Serif and an emoji font are installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from tests.bot.browser import DESKTOP, PHONE, chromium, visiting
from tests.bot.served import ROOT, environment, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "images"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
COLOURS = 96
"""Enough for letters on flat grounds: it makes a picture a third as large."""

Steps = Callable[["Page"], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, the page's path, what a visitor does there, and how the page is looked at."""

    name: str
    path: str
    steps: Steps = lambda _page: None
    options: dict[str, object] = field(default_factory=dict)


def ask(page: Page) -> None:
    """Asks and goes back to the top."""
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".excerpt").first.wait_for()
    page.evaluate("scrollTo(0, 0)")


def follow(page: Page) -> None:
    """Asks and follows the citation."""
    ask(page)
    page.locator(".place").first.click()
    page.locator(".passage:target").wait_for()


def large(page: Page) -> None:
    """Asks in large print."""
    page.locator("#large-print").click()
    ask(page)


PHONE_LIGHT: dict[str, object] = {"viewport": PHONE}
PHONE_DARK: dict[str, object] = {"viewport": PHONE, "color_scheme": "dark"}

SHOTS = (
    Shot("hoi-dap", "/", ask, {"viewport": DESKTOP}),
    Shot("hoi-dap-dien-thoai", "/", ask, PHONE_LIGHT),
    Shot("hoi-dap-nen-toi", "/", ask, PHONE_DARK),
    Shot("hoi-dap-chu-to", "/", large, PHONE_LIGHT),
    Shot("doc-van-ban", "/", follow, {"viewport": DESKTOP}),
    Shot("chia-se", "/chia-se", options={"viewport": DESKTOP}),
)


@contextmanager
def site() -> Iterator[str]:
    """The address of a site of its own."""
    with TemporaryDirectory() as folder, serving(environment(Path(folder) / "library"), Path(folder)) as running:
        yield running.address


def take(page: Page, address: str, shot: Shot, path: Path) -> None:
    """Takes one picture of a new visitor's page."""
    page.goto(address + shot.path)
    page.wait_for_load_state("networkidle")
    shot.steps(page)
    page.screenshot(path=path)
    with Image.open(path) as taken:
        fewer = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    fewer.save(path, optimize=True)


def main() -> None:
    """Takes all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with site() as address, chromium() as browser:
        for shot in SHOTS:
            with visiting(browser, reduced_motion="reduce", **shot.options) as page:
                take(page, address, shot, FOLDER / f"{shot.name}.png")


if __name__ == "__main__":
    main()
