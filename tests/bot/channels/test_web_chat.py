"""The chat in a real browser, served by the real `hoidap serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.browser import PHONE, needs_chromium, scrolls_sideways, serious_findings, visiting
from tests.bot.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


def ask(page: Page, question: str) -> None:
    """Types a question, sends it with Enter and waits for the answer."""
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn.answer").last.locator(".excerpt, .lead, .problem").first.wait_for()


def test_a_question_gets_its_quote_marked_inside_its_passage(served: Served, visitor: Page) -> None:
    visitor.goto(served.address)
    ask(visitor, QUESTION)
    words = visitor.locator(".words").first
    assert "11 chỉ tiêu khó đạt" in words.locator("mark").inner_text()
    assert len(words.inner_text()) > len(words.locator("mark").first.inner_text())


def test_nothing_scrolls_sideways_on_a_narrow_phone(served: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto(served.address)
        page.locator(".chip").first.wait_for()
        assert not scrolls_sideways(page)
        ask(page, QUESTION)
        assert not scrolls_sideways(page)


def test_nothing_hinders_people_who_use_it_by_ear_or_keyboard(served: Served, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        with visiting(browser, color_scheme=scheme, reduced_motion="reduce") as page:
            page.goto(served.address)
            page.locator(".chip").first.wait_for()
            assert serious_findings(page) == []
            ask(page, QUESTION)
            assert serious_findings(page) == []


def test_large_print_is_remembered(served: Served, visitor: Page) -> None:
    visitor.goto(served.address)
    size = "parseFloat(getComputedStyle(document.querySelector('.welcome p')).fontSize)"
    before = visitor.evaluate(size)
    button = visitor.get_by_role("button", name="Chữ to")
    button.click()
    assert visitor.evaluate(size) > before * 1.3
    visitor.reload()
    assert visitor.evaluate(size) > before * 1.3
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert visitor.evaluate(size) == before
