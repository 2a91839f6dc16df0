"""The real `hoidap serve` as a Zalo Official Account, on a loopback Zalo that signs its events."""

from __future__ import annotations

import json
import stat
import time
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot import phrases
from bot.channels.zalo_oa.channel import PATH
from bot.phrases import zalo as words
from tests.bot.served import Served, environment, serving
from tests.bot.zalo_server import (
    APP_ID,
    APP_SECRET,
    OA_SECRET,
    Json,
    Sent,
    ZaloServer,
    post,
    signature,
    stored,
    zalo_server,
)

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "còn 11 chỉ tiêu khó đạt"

_users = count(100)


def account(zalo: ZaloServer, library: Path, mailbox: Path, **more: object) -> dict[str, str]:
    """The environment of a process that is the account."""
    ours = {
        "mailbox": mailbox,
        "zalo_oa_app_id": APP_ID,
        "zalo_oa_app_secret": APP_SECRET,
        "zalo_oa_secret": OA_SECRET,
        "zalo_oa_access_token": "access-0",
        "zalo_oa_refresh_token": "refresh-0",
        "zalo_oa_base_url": zalo.url,
        "zalo_oa_oauth_url": zalo.url,
    }
    return environment(library, **ours, **more)


def send(served: Served, event: Json) -> int:
    """Zalo posts an event, signed with its own timestamp; the status."""
    body = json.dumps(event, ensure_ascii=False).encode()
    return post(f"{served.address}{PATH}", body, X_ZEvent_Signature=f"mac={signature(body, event['timestamp'])}")


def told(zalo: ZaloServer, served: Served, text: str, user: str) -> Sent:
    """The last message of the answer to a text."""
    before = len(zalo.sent(user))
    assert send(served, zalo.event(text, user)) == 200
    return zalo.wait_for(before + 1, user)[-1]


def until_written(served: Served, line: str) -> None:
    """Returns when the process has written a line; fails after a while."""
    deadline = time.monotonic() + 20
    while line not in served.written():
        assert time.monotonic() < deadline, served.written()
        time.sleep(0.05)


@pytest.fixture(scope="module")
def served(
    zalo: ZaloServer, library: Path, mailbox: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with serving(account(zalo, library, mailbox), tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def user(served: Served) -> str:
    """Somebody who has never written."""
    assert served.process.poll() is None, served.written()
    return str(next(_users))


def test_an_answer_has_its_source_and_five_buttons_at_most(zalo: ZaloServer, served: Served, user: str) -> None:
    answer = told(zalo, served, QUESTION, user)
    assert QUOTE in answer.text
    assert "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn (khóa XII) · ngày 06 tháng 7 năm 2023" in answer.text
    assert {button["type"] for button in answer.buttons} == {"oa.query.show"}
    assert answer.buttons[0]["title"] == phrases.SHOW_WHOLE
    assert answer.buttons[-1]["title"] == words.RATE


def test_what_a_button_sends_back_is_what_it_says(zalo: ZaloServer, served: Served, user: str) -> None:
    answer = told(zalo, served, QUESTION, user)
    whole = told(zalo, served, answer.button(phrases.SHOW_WHOLE)["payload"], user)
    assert "giải ngân vốn" in whole.text
    contents = told(zalo, served, whole.button(phrases.CONTENTS)["payload"], user)
    assert contents.buttons == ()
    assert QUOTE in told(zalo, served, contents.number("Hạn chế"), user).text
    rated = told(zalo, served, answer.button(words.RATE)["payload"], user)
    assert told(zalo, served, rated.button(phrases.GOOD)["payload"], user).text == phrases.THANKS_GOOD
    related = answer.buttons[1]
    assert related["payload"] == related["title"]
    assert told(zalo, served, related["payload"], user).text


def test_who_begins_to_follow_is_greeted(zalo: ZaloServer, served: Served, user: str) -> None:
    event = {"app_id": APP_ID, "event_name": "follow", "follower": {"id": user}, "timestamp": "17"}
    assert send(served, event) == 200
    assert phrases.AUTOMATIC in zalo.wait_for(1, user)[0].text


def test_the_help_tells_of_buttons_and_of_no_groups(zalo: ZaloServer, served: Served, user: str) -> None:
    told_so = told(zalo, served, "/trogiup", user).text
    assert "Bấm nút" in told_so
    assert "Trong nhóm" not in told_so


@pytest.mark.parametrize("mark", ["mac=", ""])
@pytest.mark.parametrize("by_header", [False, True])
def test_either_timestamp_and_either_form_of_the_signature_is_taken(
    zalo: ZaloServer, served: Served, user: str, mark: str, by_header: bool
) -> None:
    event = zalo.event("/moi", user)
    body = json.dumps(event).encode()
    headers = {"X_ZEvent_Timestamp": "1700000000123"} if by_header else {}
    signed = signature(body, "1700000000123" if by_header else event["timestamp"])
    assert post(f"{served.address}{PATH}", body, X_ZEvent_Signature=f"{mark}{signed}", **headers) == 200
    assert zalo.wait_for(1, user)[0].text == phrases.FORGOTTEN


def test_what_is_not_signed_by_the_account_is_not_stored(
    zalo: ZaloServer, served: Served, user: str, mailbox: Path
) -> None:
    event = zalo.event("/moi", user)
    body = json.dumps(event).encode()
    before = stored(mailbox)
    address = f"{served.address}{PATH}"
    wrong = signature(body, event["timestamp"], secret="another-secret")
    other_body = signature(body.replace(b"moi", b"hoi"), event["timestamp"])
    for mark in (f"mac={wrong}", f"mac={other_body}", "mac=", "", "\xff"):
        assert post(address, body, X_ZEvent_Signature=mark) == 403, mark
    assert post(address, body) == 403
    assert post(address, b"{}", X_ZEvent_Signature="mac=0") == 403
    assert post(address, b"no json") == 403
    assert stored(mailbox) == before
    assert zalo.sent(user) == []


def test_the_unsigned_probe_of_the_setup_gets_200_and_is_not_stored(served: Served, mailbox: Path) -> None:
    before = stored(mailbox)
    assert post(f"{served.address}{PATH}", b"{}") == 200
    assert stored(mailbox) == before


def test_an_event_that_comes_again_is_answered_once(zalo: ZaloServer, served: Served, user: str) -> None:
    event = zalo.event("/trogiup", user)
    assert [send(served, event), send(served, event)] == [200, 200]
    zalo.wait_for(1, user)
    assert told(zalo, served, "/moi", user).text == phrases.FORGOTTEN
    assert len(zalo.sent(user)) == 2


def test_what_we_have_sent_ourselves_comes_back_and_is_dropped(
    zalo: ZaloServer, served: Served, user: str, mailbox: Path
) -> None:
    before = stored(mailbox)
    assert send(served, zalo.event("/moi", user, event_name="oa_send_text")) == 200
    assert stored(mailbox) == before


def test_a_picture_gets_a_kind_line(zalo: ZaloServer, served: Served, user: str) -> None:
    assert send(served, zalo.event("x", user, event_name="user_send_image")) == 200
    assert zalo.wait_for(1, user)[0].text == phrases.ONLY_TEXT


def test_texts_of_any_kind_are_read(zalo: ZaloServer, served: Served, user: str) -> None:
    assert QUOTE in told(zalo, served, f"😀 {unicodedata.normalize('NFD', QUESTION)}", user).text
    assert "\n" not in told(zalo, served, "chỉ tiêu nào khó đạt " * 500, user).text
    assert send(served, zalo.event("", user, message={"msg_id": f"n{user}", "text": None})) == 200
    assert zalo.wait_for(3, user)[2].text == phrases.ONLY_TEXT


def test_too_many_calls_and_unknown_errors_are_tried_again(zalo: ZaloServer, served: Served, user: str) -> None:
    zalo.refuse("cs", 200, {"error": -32, "message": "rate"})
    zalo.refuse("cs", 200, {"error": "-999"})
    assert told(zalo, served, "/moi", user).text == phrases.FORGOTTEN


@pytest.mark.parametrize("code", [-213, -230, -232])
def test_who_cannot_be_written_to_any_more_stops_nobody(zalo: ZaloServer, served: Served, user: str, code: int) -> None:
    zalo.refuse("cs", 200, {"error": code})
    assert send(served, zalo.event("/trogiup", user)) == 200
    assert told(zalo, served, "/moi", user).text == phrases.FORGOTTEN
    assert len(zalo.sent(user)) == 1
    assert words.refused(words.ZALO_OA, code) in served.written()


def test_a_token_that_ends_in_mid_conversation_is_renewed_and_kept_where_nobody_else_reads(
    zalo: ZaloServer, served: Served, user: str, mailbox: Path
) -> None:
    told(zalo, served, "/moi", user)
    zalo.expire()
    for _ in range(2):
        assert told(zalo, served, "/moi", user).text == phrases.FORGOTTEN
    assert zalo.renewals == 1
    for file in mailbox.glob("zalo*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    for secret in ("access-0", "refresh-0", "access-1", "refresh-1", APP_SECRET, OA_SECRET):
        assert secret not in served.written()


def test_two_processes_renew_a_token_once(
    zalo: ZaloServer, served: Served, user: str, library: Path, mailbox: Path, tmp_path: Path
) -> None:
    with serving(account(zalo, library, mailbox), tmp_path) as other:
        told(zalo, served, "/moi", user)
        told(zalo, other, "/moi", f"{user}-b")
        before = zalo.renewals
        zalo.expire()
        zalo.oauth_seconds = 0.5
        assert send(served, zalo.event("/moi", user)) == send(other, zalo.event("/moi", f"{user}-b")) == 200
        assert zalo.wait_for(2, user)[1].text == zalo.wait_for(2, f"{user}-b")[1].text == phrases.FORGOTTEN
    assert zalo.renewals == before + 1
    assert words.LOG_TOKENS_LOST.partition("(")[0] not in served.written() + other.written()


def test_a_pair_that_a_crash_has_lost_is_told_of_and_a_new_pair_sends_what_waits(library: Path, tmp_path: Path) -> None:
    with zalo_server() as zalo:
        zalo.expire()
        zalo.hold_renewals(True)
        with serving(account(zalo, library, tmp_path), tmp_path) as killed:
            assert send(killed, zalo.event("/moi")) == 200
            zalo.wait(lambda: bool(zalo.called("access_token")))
            killed.process.kill()
            killed.process.wait()
        zalo.hold_renewals(False)
        zalo.wait(lambda: zalo.renewals == 1)
        with serving(account(zalo, library, tmp_path), tmp_path) as again:
            until_written(again, words.LOG_TOKENS_LOST % -14014)
            assert words.LOG_UNFINISHED_RENEWAL in again.written()
        assert zalo.sent() == []
        zalo.access, zalo.refresh = "access-new", "refresh-new"
        pair = {"zalo_oa_access_token": "access-new", "zalo_oa_refresh_token": "refresh-new"}
        with serving({**account(zalo, library, tmp_path), **environment(library, **pair)}, tmp_path):
            assert zalo.wait_for(1)[0].text == phrases.FORGOTTEN
