"""Zalo Bot by webhook, and a token that Zalo does not know."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot import phrases
from bot.channels.zalo_bot.channel import PATH
from bot.phrases import zalo as words
from tests.bot.served import Served, environment, serving
from tests.bot.zalo_server import TOKEN, ZaloServer, post, stored

SECRET = "khoa-bi-mat-cua-webhook"
PUBLIC = "https://hoidap.example.vn"


@pytest.fixture(scope="module")
def served(
    zalo: ZaloServer, library: Path, mailbox: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    more = {"zalo_bot_webhook_url": PUBLIC, "zalo_bot_webhook_secret": SECRET, "mailbox": mailbox}
    env = environment(library, zalo_bot_token=TOKEN, zalo_bot_base_url=zalo.url, **more)
    with serving(env, tmp_path_factory.mktemp("served")) as running:
        zalo.wait(lambda: bool(zalo.called("setWebhook")))
        yield running


def test_zalo_is_told_the_address_and_the_secret_and_nothing_is_polled(zalo: ZaloServer, served: Served) -> None:
    assert zalo.called("setWebhook") == [{"url": f"{PUBLIC}{PATH}", "secret_token": SECRET}], served.written()
    assert zalo.called("getUpdates") == []


@pytest.mark.parametrize("wrapped", [True, False])
def test_what_is_posted_with_the_secret_is_answered_once(zalo: ZaloServer, served: Served, wrapped: bool) -> None:
    chat = f"w{wrapped}"
    update = zalo.update("/moi", chat)
    content = {"ok": True, "result": update} if wrapped else update
    for _ in range(2):
        assert post(f"{served.address}{PATH}", content, X_Bot_Api_Secret_Token=SECRET) == 200
    assert post(f"{served.address}{PATH}", zalo.update("/trogiup", chat), X_Bot_Api_Secret_Token=SECRET) == 200
    first, second = zalo.wait_for(2, chat)
    assert first.text == phrases.FORGOTTEN
    assert second.text.startswith("Gõ câu hỏi")


@pytest.mark.parametrize("headers", [{}, {"X_Bot_Api_Secret_Token": ""}, {"X_Bot_Api_Secret_Token": SECRET[:-1]}])
def test_without_the_secret_nothing_gets_in(
    zalo: ZaloServer, served: Served, mailbox: Path, headers: dict[str, str]
) -> None:
    before = stored(mailbox)
    assert post(f"{served.address}{PATH}", zalo.update("/moi", "forged"), **headers) == 403
    assert stored(mailbox) == before
    assert zalo.sent("forged") == []
    assert words.LOG_FORGED % words.ZALO_BOT in served.written()


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b"{}", 200), (b" " * 2_000_000, 413)])
def test_what_is_no_message_is_not_stored(served: Served, mailbox: Path, body: bytes, status: int) -> None:
    before = stored(mailbox)
    assert post(f"{served.address}{PATH}", body, X_Bot_Api_Secret_Token=SECRET) == status
    assert stored(mailbox) == before


def test_a_token_that_is_refused_is_one_line_and_the_page_goes_on(
    zalo: ZaloServer, library: Path, tmp_path: Path
) -> None:
    token = TOKEN.replace("SECRET", "revoked")
    env = environment(library, zalo_bot_token=token, zalo_bot_base_url=zalo.url, mailbox=tmp_path)
    with serving(env, tmp_path) as running:
        deadline = time.monotonic() + 20
        while words.BOT_TOKEN_REFUSED not in running.written() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert words.BOT_TOKEN_REFUSED in running.written()
        assert token.partition(":")[2] not in running.written()
        with urlopen(f"{running.address}/readyz") as response:
            assert response.status == 200
        assert running.stop() == 0
