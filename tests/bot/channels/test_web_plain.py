"""Asking without JavaScript: a form, a page with the answer, and no other site's form."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from bot import phrases
from bot.phrases import web as texts
from tests.bot.browser import PHONE, needs_chromium, scrolls_sideways, serious_findings, visiting
from tests.bot.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


def sent(served: Served, fields: dict[str, str], **headers: str) -> tuple[int, str]:
    """The status and the page that a form gets."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(f"{served.address}/hoi", urlencode(fields).encode(), named), timeout=30) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.get_by_role("button", name=texts.CHAT["send"]).click()


@needs_chromium
def test_a_conversation_goes_on_without_javascript(served: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE, java_script_enabled=False) as page:
        page.goto(served.address)
        ask(page, "Nhiệm vụ thứ 3 là gì?")
        assert "du lịch" in page.locator("mark").first.inner_text()
        ask(page, "còn thứ 5?")
        assert "ngân sách nhà nước" in page.locator("mark").first.inner_text()
        assert page.url == f"{served.address}/hoi"
        suggested = page.locator(".chip").first
        name = suggested.inner_text()
        suggested.click()
        assert page.locator(".asked").inner_text().endswith(name)
        page.locator(".place").first.click()
        assert page.locator(".passage.cited mark").first.inner_text()


@needs_chromium
def test_the_page_of_an_answer_fits_a_phone_and_hinders_nobody(served: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(served.address)
        page.evaluate("form.replaceWith(form.cloneNode(true))")  # the page's script lets go of the form
        ask(page, "có bao nhiêu nhiệm vụ")
        assert page.locator(".excerpt").count() == 6
        assert not scrolls_sideways(page)
        assert serious_findings(page) == []


@pytest.mark.parametrize(("question", "status"), [("", 400), ("😀😀", 400), ("Giá vàng hôm nay?", 200)])
def test_what_cannot_be_asked_or_is_not_there_is_said_on_a_page(served: Served, question: str, status: int) -> None:
    found, page = sent(served, {"question": question})
    assert found == status
    assert ('class="problem"' in page) is (status == HTTPStatus.BAD_REQUEST)
    assert (phrases.NOT_FOUND in page) is (status == HTTPStatus.OK)


def test_a_question_that_looks_like_markup_stays_text(served: Served) -> None:
    page = sent(served, {"question": "<b>Giá vàng</b>", "conversation": '"><script>'})[1]
    assert "&lt;b&gt;Giá vàng&lt;/b&gt;" in page
    assert "<script>" not in page
    assert "Giá vàng" not in page[: page.index("</title>")]  # which a browser's history keeps


@pytest.mark.parametrize("headers", [{"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://la.example.vn"}])
def test_a_form_of_another_site_asks_nothing(served: Served, headers: dict[str, str]) -> None:
    status, page = sent(served, {"question": QUESTION}, **headers)
    assert status == HTTPStatus.FORBIDDEN
    assert "khó đạt" not in page


def test_whoever_opens_the_address_alone_comes_to_the_chat(served: Served) -> None:
    with urlopen(f"{served.address}/hoi", timeout=30) as response:
        assert response.url == f"{served.address}/"


def test_a_conversation_s_name_that_is_no_name_is_refused(served: Served) -> None:
    assert sent(served, {"question": QUESTION, "conversation": "x" * 100})[0] == HTTPStatus.BAD_REQUEST
