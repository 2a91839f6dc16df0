"""The documents to read, in a real browser: from a citation to the words it cites, and what must not be markup."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot import phrases
from tests.bot.browser import PHONE, needs_chromium, scrolls_sideways, serious_findings, visiting
from tests.bot.served import Served, environment, hoidap, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

CONCLUSION = "/van-ban/kl-hn12-2023"
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


def status_of(served: Served, path: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(served.address).netloc, timeout=20)
    connection.request("GET", path)
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    return response.status, content


def test_a_citation_leads_to_the_marked_words_in_the_document(served: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto(served.address)
        page.get_by_role("textbox").fill(QUESTION)
        page.keyboard.press("Enter")
        quoted = page.locator(".words mark").first.inner_text()
        page.locator(".source a").first.click()
        page.wait_for_url("**/van-ban/**")
        mark = page.locator(".passage:target mark")
        assert mark.inner_text() == quoted
        top, bottom = mark.evaluate("e => [e.getBoundingClientRect().top, e.getBoundingClientRect().bottom]")
        assert top >= 0
        assert bottom <= PHONE["height"]


def test_a_document_is_read_without_javascript(served: Served, browser: Browser) -> None:
    with visiting(browser, java_script_enabled=False) as page:
        page.goto(served.address + "/van-ban")
        page.get_by_role("link", name="Kết luận Hội nghị").click()
        assert "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn" in page.locator(".document-head").inner_text()
        page.get_by_role("link", name="Nguyên nhân").click()
        assert page.locator(".passage:target").inner_text().startswith("Nguyên nhân")


def test_a_defect_of_the_copy_is_shown_with_its_reading(served: Served, visitor: Page) -> None:
    visitor.goto(served.address + CONCLUSION)
    assert "[đúng:" in visitor.locator(".document ins").first.inner_text()


@pytest.mark.parametrize("path", ["/van-ban", CONCLUSION, "/khong-co-trang-nay"])
def test_pages_fit_a_phone_and_hinder_nobody(served: Served, browser: Browser, path: str) -> None:
    with visiting(browser, viewport=PHONE, color_scheme="dark", fails=path == "/khong-co-trang-nay") as page:
        page.goto(served.address + path)
        assert not scrolls_sideways(page)
        assert serious_findings(page) == []


@pytest.mark.parametrize("path", ["/van-ban/khong-co", "/van-ban/..%2f..%2fetc", "/van-ban/%00", "/van-ban?trang=9"])
def test_a_document_that_is_not_there_is_told_in_vietnamese(served: Served, path: str) -> None:
    status, content = status_of(served, path)
    assert status == 404
    assert phrases.DOCUMENT_IS_GONE in content or "Không có trang này" in content


def test_a_passage_that_is_gone_is_told_and_the_document_shown(served: Served) -> None:
    status, content = status_of(served, CONCLUSION + "?trich=00000000.0.5")
    assert status == 200
    assert phrases.PASSAGE_IS_GONE in content


@pytest.mark.parametrize("named", ["", "x", "e342d391.5", "e342d391.9.2,,", "e342d391.0.9999999", "%3Cscript%3E"])
def test_a_malformed_citation_marks_nothing(served: Served, named: str) -> None:
    status, content = status_of(served, f"{CONCLUSION}?trich={named}")
    assert status == 200
    assert "<mark>" not in content


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site whose only document has markup in its title, its file's name, its headings and its text."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "<img src=x onerror=alert(3)>.md"
    file.write_text(
        f"# {HOSTILE}\n\n## Mục {HOSTILE}\n\nCó 57 chỉ tiêu khó đạt {HOSTILE} trong năm.\n", encoding="utf-8"
    )
    env = environment(folder / "library", catalogue=folder)
    added = hoidap("add", str(file), env=env)
    assert added.returncode == 0, added.stderr.decode()
    with serving(env, folder) as running:
        yield running


def test_markup_in_a_document_and_a_question_stays_text(hostile: Served, visitor: Page) -> None:
    visitor.goto(hostile.address)
    visitor.locator(".chip").first.wait_for()
    visitor.get_by_role("textbox").fill(f"{HOSTILE} có bao nhiêu chỉ tiêu khó đạt?")
    visitor.keyboard.press("Enter")
    visitor.locator(".excerpt").first.wait_for()
    assert HOSTILE in visitor.locator(".asked").inner_text()
    assert HOSTILE in visitor.locator(".words").first.inner_text()
    visitor.locator(".source a").first.click()
    visitor.wait_for_url("**/van-ban/**")
    assert HOSTILE in visitor.locator(".document").inner_text()
    assert HOSTILE in visitor.title()
    visitor.goto(hostile.address + "/van-ban")
    assert visitor.locator("main img, main script").count() == 0
