"""The chat in another site's page: one line puts it there, and only where the operator allows it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.phrases import web as texts
from tests.bot.browser import needs_chromium, serious_findings, visiting
from tests.bot.served import Served, environment, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
SEEN = """each => {
  const { left, top } = each.getBoundingClientRect();
  return document.elementFromPoint(left + 20, top + 4) === each;
}"""
"""Whether an element stands in view with nothing over it."""


class Host(BaseHTTPRequestHandler):
    """Another site: its page has the one line, its content policy lets in our script and our frame and no style."""

    chat = ""

    def do_GET(self) -> None:
        frame = f'<iframe src="{self.chat}{self.path}" title="x"></iframe>' if self.path != "/" else ""
        page = f'<!doctype html><html lang="vi"><title>x</title><main><h1>x</h1>{frame}</main>' + (
            f'<script src="{self.chat}/widget.js" async></script>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header(
            "Content-Security-Policy", f"default-src 'none'; script-src {self.chat}; frame-src {self.chat}"
        )
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Writes nothing."""


@pytest.fixture(scope="module")
def host(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a site whose pages may embed the chat when they come from 127.0.0.1, and not from localhost."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    allowed = environment(library, embed_origins=f"http://127.0.0.1:{port}")
    try:
        with serving(allowed, tmp_path_factory.mktemp("embedding")) as running:
            Host.chat = running.address
            yield port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_button_opens_the_chat_in_a_frame_that_answers(host: int, browser: Browser) -> None:
    with visiting(browser) as page:
        page.goto(f"http://127.0.0.1:{host}/")
        button = page.get_by_role("button", name=texts.WIDGET["open"])
        button.click()
        frame = page.frame_locator("iframe")
        frame.get_by_role("textbox").fill(QUESTION)
        frame.get_by_role("textbox").press("Enter")
        assert "11 chỉ tiêu" in frame.locator("mark").first.inner_text()
        assert frame.locator(".place").first.get_attribute("target") == "_blank"
        assert frame.locator(".asked").evaluate(SEEN)
        assert serious_findings(page) == []
        page.get_by_role("button", name=texts.WIDGET["close"]).click()
        assert not page.locator("iframe").is_visible()


def test_where_it_may_not_be_embedded_the_button_opens_the_page(host: int, browser: Browser) -> None:
    with visiting(browser) as page:
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"http://localhost:{host}/")
        link = page.get_by_role("link", name=texts.WIDGET["open"])
        link.wait_for()
        assert link.get_attribute("href") == Host.chat
        assert texts.WIDGET["not_allowed"] in told


@pytest.mark.parametrize(
    ("site", "path", "shown"),
    [("127.0.0.1", "/nhung", True), ("localhost", "/nhung", False), ("127.0.0.1", "/van-ban", False)],
)
def test_only_the_page_for_it_is_framed_and_only_by_those_who_may(
    host: int, browser: Browser, site: str, path: str, shown: bool
) -> None:
    with visiting(browser, fails=True) as page:
        page.goto(f"http://{site}:{host}{path}")
        page.wait_for_load_state("networkidle")
        assert (page.frames[1].title() == "Hỏi đáp Nghị quyết") is shown


def test_nobody_may_embed_it_by_default(served: Served, browser: Browser) -> None:
    with visiting(browser) as page:
        response = page.goto(served.address + "/nhung")
        assert response is not None
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
