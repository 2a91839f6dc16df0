"""The chat in a real browser, served by the real `hoidap serve`."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from bot import phrases
from bot.phrases import web as texts
from bot.writing import links
from tests.bot.browser import PHONE, needs_chromium, scrolls_sideways, serious_findings, visiting
from tests.bot.served import Served, environment, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

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


def test_a_list_of_related_questions_goes_on_with_the_conversation(served: Served, visitor: Page) -> None:
    visitor.goto(served.address)
    ask(visitor, QUESTION)
    related = visitor.locator(".related .chip").first
    question = related.inner_text()
    related.click()
    visitor.locator(".turn.answer").nth(1).locator(".excerpt, .lead").first.wait_for()
    assert visitor.locator(".asked p").nth(1).inner_text() == question


def test_it_is_used_by_keyboard_alone(served: Served, visitor: Page) -> None:
    visitor.goto(served.address)
    visitor.keyboard.type(QUESTION)
    visitor.keyboard.press("Enter")
    visitor.locator(".excerpt").first.wait_for()
    reached: list[str] = []
    for _ in range(40):
        visitor.keyboard.press("Shift+Tab")
        reached.append(visitor.evaluate("document.activeElement.textContent.trim()"))
        if texts.CHAT["skip"] in reached:
            break
    for name in ("read", "copy", "share", "good", "bad"):
        assert texts.CHAT_SCRIPT[name] in reached
    assert texts.CHAT["restart"] in reached
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "question"


def test_a_bad_answer_can_be_explained(served: Served, visitor: Page) -> None:
    visitor.goto(served.address)
    ask(visitor, QUESTION)
    visitor.get_by_role("button", name=phrases.BAD).click()
    visitor.get_by_role("button", name=phrases.REASONS[1]).click()
    said = visitor.locator(".said")
    said.get_by_text(phrases.thanks_for_reason(phrases.REASONS[1])).wait_for()
    assert visitor.locator(".feedback button").count() == 0
    assert visitor.evaluate("document.activeElement.className") == "said"


def test_a_shared_question_is_asked_again_and_its_address_reaches_no_server(served: Served, browser: Browser) -> None:
    with visiting(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(served.address)
        ask(page, QUESTION)
        page.get_by_role("button", name=texts.CHAT_SCRIPT["share"]).click()
        page.get_by_role("button", name=texts.CHAT_SCRIPT["link_copied"]).wait_for()
        link = page.evaluate("navigator.clipboard.readText()")
    assert link == served.address + links.question_path(QUESTION)
    with visiting(browser) as other:
        sent: list[str] = []
        other.on("request", lambda request: sent.append(request.url))
        other.goto(link)
        other.locator(".excerpt").first.wait_for()
        assert other.locator(".asked p").inner_text() == QUESTION
        assert "hoi=" not in other.url
        assert sent
        assert not [url for url in sent if "hoi=" in url.partition("#")[0]]


def test_a_link_cut_in_the_middle_of_a_letter_asks_nothing(served: Served, visitor: Page) -> None:
    visitor.goto(served.address + "/#hoi=%E1%BA")
    visitor.locator(".chip").first.wait_for()
    assert visitor.locator(".asked").count() == 0


def test_the_conversation_is_still_there_after_a_visit_to_a_document(served: Served, visitor: Page) -> None:
    visitor.goto(served.address)
    ask(visitor, QUESTION)
    quoted = visitor.locator(".words mark").first.inner_text()
    visitor.locator(".place").first.click()
    visitor.wait_for_url("**/van-ban/**")
    visitor.get_by_role("link", name="Hỏi đáp").click()
    visitor.locator(".excerpt").first.wait_for()
    assert visitor.locator(".words mark").first.inner_text() == quoted
    visitor.get_by_role("button", name=texts.CHAT["restart"]).click()
    visitor.reload()
    visitor.locator(".chip").first.wait_for()
    assert visitor.locator(".asked").count() == 0


def test_an_answer_that_comes_after_starting_anew_is_not_kept(served: Served, visitor: Page) -> None:
    held: list[Route] = []
    visitor.route("**/api/ask", lambda route: held.append(route))
    visitor.goto(served.address)
    with visitor.expect_request("**/api/ask"):
        visitor.get_by_role("textbox").fill(QUESTION)
        visitor.keyboard.press("Enter")
    visitor.get_by_role("button", name=texts.CHAT["restart"]).click()
    with visitor.expect_response("**/api/ask"):
        held[0].continue_()
    visitor.locator(".send:enabled").wait_for()
    visitor.reload()
    visitor.locator(".chip").first.wait_for()
    assert visitor.locator(".asked").count() == 0


def test_what_is_kept_of_a_conversation_can_be_deleted(served: Served, library: Path, visitor: Page) -> None:
    def kept() -> int:
        with sqlite3.connect(library / "journal.sqlite") as connection:
            (count,) = connection.execute("SELECT count(*) FROM answers WHERE channel = 'web'").fetchone()
        connection.close()
        return int(count)

    visitor.goto(served.address)
    ask(visitor, QUESTION)
    before = kept()
    visitor.get_by_role("link", name=texts.CHAT["privacy"]).click()
    visitor.get_by_role("button", name=texts.PRIVACY["delete"]).click()
    visitor.get_by_text(texts.PRIVACY_SCRIPT["deleted"]).wait_for()
    assert serious_findings(visitor) == []
    assert kept() == before - 1
    visitor.goto(served.address)
    visitor.locator(".chip").first.wait_for()
    assert visitor.locator(".asked").count() == 0


def test_large_print_fits_a_phone(served: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto(served.address)
        page.get_by_role("button", name="Chữ to").click()
        ask(page, QUESTION)
        assert not scrolls_sideways(page)


def test_it_is_dark_where_the_system_is(served: Served, browser: Browser) -> None:
    brightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).reduce((a, b) => a + b)"
    for scheme, dark in (("light", False), ("dark", True)):
        with visiting(browser, color_scheme=scheme) as page:
            page.goto(served.address)
            assert (page.evaluate(brightness) < 3 * 64) is dark


def test_what_can_never_be_asked_is_not_offered_again(served: Served, browser: Browser) -> None:
    with visiting(browser, fails=True) as page:
        page.goto(served.address)
        ask(page, "😀😀")
        assert page.locator(".problem").is_visible()
        assert page.get_by_role("button", name=texts.CHAT_SCRIPT["retry"]).count() == 0


def test_a_server_that_is_gone_is_told_and_asking_again_is_offered(
    library: Path, tmp_path: Path, browser: Browser
) -> None:
    with serving(environment(library), tmp_path) as running, visiting(browser, fails=True) as page:
        page.goto(running.address)
        page.locator(".chip").first.wait_for()
        running.stop()
        ask(page, QUESTION)
        assert page.locator(".problem").inner_text() == texts.CHAT_SCRIPT["offline"]
        assert page.get_by_role("button", name=texts.CHAT_SCRIPT["retry"]).is_visible()
