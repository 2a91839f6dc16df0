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
from urllib.parse import urljoin

from argon2 import PasswordHasher
from PIL import Image

from bot.phrases import admin, sharing
from tests.bot.browser import DESKTOP, PHONE, chromium, visiting
from tests.bot.served import ROOT, environment, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "images"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
ASKED = (QUESTION, "Nhiệm vụ thứ 3 là gì?", "Kết quả thu ngân sách?", "Giá vàng hôm nay?", "Cảm ơn")
PASSWORD = "mật khẩu của quản trị"
PLACES = {"public_url": "https://hoidap.example.vn", "zalo_link": "https://zalo.me/0123456789"}
DECISION = (
    "Nghị quyết về phát triển du lịch tỉnh\n\nI. Mục tiêu\n\nĐến năm 2030 tỉnh đón 12 triệu lượt khách du lịch.\n\n"
    "II. Giải pháp\n\nĐầu tư 37 điểm dừng chân trên các tuyến đường du lịch."
)
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


def share(page: Page) -> None:
    """Makes the poster and the card of a question."""
    page.get_by_label(sharing.PAGE["question"]).fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_alt_text(sharing.PAGE["card_alt"]).wait_for()
    page.evaluate("scrollTo(0, 0)")


def log_in(page: Page) -> None:
    """Logs in as the administrator."""
    page.get_by_label(admin.LOGIN_PAGE["password"]).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=admin.PAGE["upload"]).wait_for()


def preview(page: Page) -> None:
    """Sends a file and looks at what would become of it."""
    log_in(page)
    page.locator("#file").set_input_files(
        {"name": "du-lich.txt", "mimeType": "text/plain", "buffer": DECISION.encode()}
    )
    page.get_by_role("button", name=admin.PAGE["send"]).click()
    page.get_by_role("heading", name=admin.PREVIEW_PAGE["title"]).wait_for()


def statistics(page: Page) -> None:
    """Asks a little, then looks at the figures."""
    for question in ASKED:
        page.request.post(urljoin(page.url, "/api/ask"), data={"question": question})
    log_in(page)
    page.get_by_role("link", name=admin.STATISTICS_PAGE["title"]).click()
    page.locator(".plot").first.wait_for()


TALL = {"width": 1280, "height": 1300}
"""For pages whose picture needs more than a screen."""
PHONE_LIGHT: dict[str, object] = {"viewport": PHONE}
PHONE_DARK: dict[str, object] = {"viewport": PHONE, "color_scheme": "dark"}

SHOTS = (
    Shot("hoi-dap", "/", ask, {"viewport": DESKTOP}),
    Shot("hoi-dap-dien-thoai", "/", ask, PHONE_LIGHT),
    Shot("hoi-dap-nen-toi", "/", ask, PHONE_DARK),
    Shot("hoi-dap-chu-to", "/", large, PHONE_LIGHT),
    Shot("doc-van-ban", "/", follow, {"viewport": DESKTOP}),
    Shot("chia-se", "/chia-se", share, {"viewport": TALL}),
    Shot("quan-tri", "/quan-tri", log_in, {"viewport": DESKTOP}),
    Shot("quan-tri-xem-truoc", "/quan-tri", preview, {"viewport": DESKTOP}),
    Shot("quan-tri-thong-ke", "/quan-tri", statistics, {"viewport": TALL}),
)


@contextmanager
def site() -> Iterator[str]:
    """The address of a site of its own."""
    hashed = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
    with TemporaryDirectory() as folder:
        env = environment(Path(folder) / "library", admin_password_hash=hashed, keep_questions="true", **PLACES)
        with serving(env, Path(folder)) as running:
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
