"""Debian's Chromium, driven by Playwright: what a visitor of the pages sees and does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

PHONE = {"width": 360, "height": 740}
"""The narrowest phone that is still sold widely."""
DESKTOP = {"width": 1280, "height": 800}

ON_SCREEN_MS = 10_000
"""How long a check waits for the page: an answer takes milliseconds, a loaded machine seconds."""

SERIOUS = ("serious", "critical")

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")
"""For modules that use `browser`; `.ci/run` installs Chromium, so that there nothing is skipped."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. While it is open, nothing else in this thread may run an event loop: Playwright's own runs in it."""
    from playwright.sync_api import sync_playwright

    # As root, which CI is, Chromium runs only without its sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, *, fails: bool = False, **options: object) -> Iterator[Page]:
    """A page of a new visitor; `options` are those of `Browser.new_context`.

    Raises where the page raised an error, broke its content policy, or asked anything of another host than ours;
    `fails` tells that an address will answer with an error, which the browser reports in the same way.
    """
    context: BrowserContext = browser.new_context(**{"viewport": DESKTOP, "locale": "vi-VN", **options})
    context.set_default_timeout(ON_SCREEN_MS)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" and not fails else None)
    page.on("request", lambda request: wrong.append(request.url) if _is_foreign(request.url) else None)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    try:
        yield page
    finally:
        context.close()
    if wrong:
        raise AssertionError(wrong)


def serious_findings(page: Page) -> list[str]:
    """What axe-core finds wrong with the page for people who use it by ear or by keyboard."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']} {[node['html'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in SERIOUS
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the screen."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wider


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "about:", "blob:"))
