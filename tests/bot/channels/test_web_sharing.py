"""The page `/chia-se`: what is previewed is what is downloaded, and no link puts words on a poster of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from bot.channels.web import page
from bot.phrases import sharing
from tests.bot.browser import PHONE, needs_chromium, scrolls_sideways, serious_findings, visiting
from tests.bot.served import Served, environment, serving
from tests.bot.sharing.readable import codes, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEMPLATE = Path(page.__file__).parent / "templates" / "sharing.html"
PUBLIC = "https://hoidap.example.vn"
DOCUMENT = "kl-hn12-2023"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def shop(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    env = environment(library, public_url=PUBLIC, zalo_link="https://zalo.me/123")
    with serving(env, tmp_path_factory.mktemp("shop")) as running:
        yield running


def call(shop: Served, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
    """A GET, or a form."""
    connection = HTTPConnection(urlsplit(shop.address).netloc, timeout=30)
    body = None if fields is None else urlencode(fields)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET" if body is None else "POST", path, body, {**kind, **more})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_files_have_the_code_of_the_public_address(shop: Served) -> None:
    chosen = {"van-ban": DOCUMENT, "kenh": "web"}
    for kind, media_type in (("pdf", "application/pdf"), ("png", "image/png")):
        response, content = call(shop, "/chia-se/tep", {**chosen, "dang": kind})
        assert (response.status, response.headers["Content-Type"]) == (200, media_type)
        assert response.headers["Content-Disposition"].startswith("attachment")
        picture = pages(content)[0][1] if kind == "pdf" else content
        assert codes(picture) == [f"{PUBLIC}/van-ban/{DOCUMENT}"]


def test_a_question_s_card_opens_its_quote_in_the_document(shop: Served) -> None:
    response, content = call(shop, "/chia-se/tep", {"hoi": QUESTION, "dang": "the"})
    assert response.status == 200
    [address] = codes(content)
    assert re.fullmatch(rf"{PUBLIC}/van-ban/{DOCUMENT}\?trich=[0-9a-f]{{8}}\.\d+\.\d+#doan-[0-9a-f]{{8}}", address)


def test_no_address_of_the_page_shows_words_of_its_sender(shop: Served) -> None:
    response, content = call(shop, f"/chia-se?{urlencode({'hoi': 'Lời của người khác'})}")
    assert response.status == 200
    assert "Lời của người khác" not in content.decode()
    assert call(shop, f"/chia-se/tep?{urlencode({'hoi': QUESTION, 'dang': 'png'})}")[0].status == 405


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://khac.example.vn"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}],
)
def test_a_form_of_another_site_is_refused(shop: Served, headers: dict[str, str]) -> None:
    assert call(shop, "/chia-se", {"hoi": QUESTION}, **headers)[0].status == 403
    assert call(shop, "/chia-se/tep", {"dang": "png"}, **headers)[0].status == 403


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"dang": "gif"}, 400),
        ({"dang": "png", "kenh": "fax"}, 400),
        ({"dang": "png", "kenh": "telegram"}, 400),
        ({"dang": "png", "van-ban": "khong-co"}, 400),
        ({"dang": "the"}, 400),
        ({"dang": "the", "hoi": "Giá vàng hôm nay?"}, 400),
        ({"dang": "png", "hoi": "a" * 201}, 400),
        ({"dang": "png", "hoi": "a" * 20_000}, 413),
    ],
)
def test_what_cannot_be_printed_is_told_on_a_page(shop: Served, fields: dict[str, str], status: int) -> None:
    response, content = call(shop, "/chia-se/tep", fields)
    assert response.status == status
    assert "Traceback" not in content.decode()
    assert response.headers["Content-Type"].startswith("text/html")


def test_the_template_uses_every_text_that_is_made_for_it() -> None:
    used = re.findall(r"\btexts\.(\w+)", TEMPLATE.read_text(encoding="utf-8"))
    assert set(used) == set(sharing.PAGE)


@needs_chromium
def test_a_section_is_chosen_seen_and_downloaded_without_javascript(shop: Served, browser: Browser) -> None:
    with visiting(browser, java_script_enabled=False, accept_downloads=True) as visitor:
        visitor.goto(f"{shop.address}/chia-se")
        visitor.get_by_label(sharing.PAGE["document"], exact=True).select_option(value=DOCUMENT)
        visitor.get_by_role("button", name=sharing.PAGE["choose"]).first.click()
        visitor.get_by_label(sharing.PAGE["section"], exact=True).select_option(label="Hạn chế")
        visitor.get_by_role("button", name=sharing.PAGE["choose"]).first.click()
        visitor.get_by_alt_text(sharing.PAGE["card_alt"]).wait_for()
        with visitor.expect_download() as download:
            visitor.get_by_role("button", name=sharing.PAGE["pdf"]).click()
        text, picture = pages(Path(download.value.path()).read_bytes())[0]
        assert "Hạn chế" in text
        assert codes(picture)[0].startswith(f"{PUBLIC}/van-ban/{DOCUMENT}#doan-")


@needs_chromium
def test_markup_in_a_question_stays_text(shop: Served, visitor: Page) -> None:
    visitor.goto(f"{shop.address}/chia-se")
    visitor.get_by_label(sharing.PAGE["question"]).fill(f"{HOSTILE} chỉ tiêu?")
    visitor.get_by_role("button", name=sharing.PAGE["choose"]).last.click()
    visitor.get_by_alt_text(sharing.PAGE["poster_alt"]).wait_for()
    assert visitor.get_by_label(sharing.PAGE["question"]).input_value() == f"{HOSTILE} chỉ tiêu?"
    assert visitor.locator("main script").count() == 0


@needs_chromium
def test_the_page_fits_a_phone_and_hinders_nobody(shop: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE) as visitor:
        visitor.goto(f"{shop.address}/chia-se?van-ban={DOCUMENT}")
        assert not scrolls_sideways(visitor)
        assert serious_findings(visitor) == []
