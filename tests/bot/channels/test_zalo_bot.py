"""The real `hoidap serve` in conversation with people on a loopback Zalo Bot Platform."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot import phrases
from bot.mail.limits import PER_PERSON
from bot.phrases import zalo as words
from tests.bot.served import DOCUMENTS, Served, environment, serving
from tests.bot.zalo_server import BOT, TOKEN, Sent, ZaloServer

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "còn 11 chỉ tiêu khó đạt"
ADMIN = "quan-tri"

_chats = count(100)


@pytest.fixture(scope="module")
def env(zalo: ZaloServer, library: Path, mailbox: Path) -> dict[str, str]:
    return environment(library, mailbox=mailbox, zalo_bot_token=TOKEN, zalo_bot_base_url=zalo.url, zalo_admins=ADMIN)


@pytest.fixture(scope="module")
def served(env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(env, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def chat(served: Served) -> str:
    """A private chat that nobody has written in yet."""
    assert served.process.poll() is None, served.written()
    return str(next(_chats))


def told(zalo: ZaloServer, text: str, chat: str) -> Sent:
    """The last message of the answer to a text."""
    before = len(zalo.sent(chat))
    zalo.say(text, chat)
    return zalo.wait_for(before + 1, chat)[-1]


def test_the_greeting_says_that_a_program_answers_and_topics_are_chosen_by_number(zalo: ZaloServer, chat: str) -> None:
    greeting = told(zalo, "/start", chat)
    assert phrases.AUTOMATIC in greeting.text
    assert "Kết luận Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 12" in greeting.text
    answer = told(zalo, greeting.number("Hạn chế"), chat)
    assert answer.text.startswith("Hạn chế")
    assert "«" in answer.text


def test_an_answer_is_a_quote_with_its_source_and_typing_is_shown(zalo: ZaloServer, chat: str) -> None:
    answer = told(zalo, QUESTION, chat)
    assert QUOTE in answer.text
    assert "Mục: Hạn chế" in answer.text
    assert "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn (khóa XII) · ngày 06 tháng 7 năm 2023" in answer.text
    assert {"chat_id": chat, "action": "typing"} in zalo.called("sendChatAction")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/trogiup", "trả lời bằng một số"),
        ("/moi", phrases.FORGOTTEN),
        ("/quyenriengtu", words.MENU_IS_KEPT),
        ("/xoadulieu", phrases.DELETED),
        ("/khongco", phrases.UNKNOWN_COMMAND),
        ("/vanban", phrases.DOCUMENTS_TITLE),
        ("/tomtat", phrases.KEY_SENTENCES),
        (f"/hoi {QUESTION}", QUOTE),
        ("/danhsach", phrases.ONLY_ADMINS),
    ],
)
def test_commands_answer(zalo: ZaloServer, chat: str, command: str, said: str) -> None:
    zalo.say(command, chat)
    assert said in zalo.wait_for(1, chat)[0].text


def test_the_help_says_what_zalo_lacks_and_shows_administrators_more(zalo: ZaloServer, chat: str) -> None:
    everyone = told(zalo, "/trogiup", chat).text
    assert "sửa câu đã hỏi" in everyone
    assert "/thongke" not in everyone
    assert words.NO_FILES in told(zalo, "/trogiup", ADMIN).text


def test_every_command_of_the_help_is_known(zalo: ZaloServer, chat: str) -> None:
    assert len(words.COMMANDS) > 5
    for name in words.COMMANDS:
        before = len(zalo.sent(chat))
        zalo.say(f"/{name}", chat)
        assert zalo.wait_for(before + 1, chat)[before].text != phrases.UNKNOWN_COMMAND, name


def test_the_contents_lead_to_a_passage_and_on_to_the_next_by_numbers(zalo: ZaloServer, chat: str) -> None:
    contents = told(zalo, "/mucluc", chat)
    passage = told(zalo, contents.number("Hạn chế"), chat)
    assert QUOTE in passage.text
    following = told(zalo, passage.number(phrases.NEXT), chat)
    assert QUOTE not in following.text
    back = told(zalo, f"số {following.number(phrases.CONTENTS)}.", chat)
    assert phrases.CONTENTS in back.text


def test_the_whole_passage_related_questions_and_an_opinion_are_numbers_under_an_answer(
    zalo: ZaloServer, chat: str
) -> None:
    answer = told(zalo, QUESTION, chat)
    rated = told(zalo, answer.number(words.RATE), chat)
    why = told(zalo, rated.number(phrases.BAD), chat)
    assert why.text.startswith(phrases.WHY_BAD)
    assert told(zalo, "2", chat).text == phrases.thanks_for_reason(phrases.REASONS[1])
    answer = told(zalo, QUESTION, chat)
    assert "giải ngân vốn" in told(zalo, answer.number(phrases.SHOW_WHOLE), chat).text


def test_a_number_without_a_menu_or_beyond_it_gets_a_kind_line(zalo: ZaloServer, chat: str) -> None:
    assert told(zalo, "3", chat).text == words.OLD_NUMBER
    told(zalo, "/vanban", chat)
    assert told(zalo, "99", chat).text == words.number_out_of_range(1)


def test_a_menu_is_old_after_a_day(zalo: ZaloServer, chat: str, mailbox: Path) -> None:
    told(zalo, "/vanban", chat)
    with sqlite3.connect(mailbox / "zalo.sqlite") as database:
        database.execute("UPDATE menus SET made_at = made_at - 90000 WHERE chat = ?", [chat])
    database.close()
    assert told(zalo, "1", chat).text == words.OLD_NUMBER


def test_what_is_kept_of_a_chat_can_be_deleted(zalo: ZaloServer, chat: str) -> None:
    told(zalo, "/vanban", chat)
    told(zalo, "/xoadulieu", chat)
    assert told(zalo, "1", chat).text == words.OLD_NUMBER


def test_long_answers_are_cut_at_sentences_and_each_part_has_its_source(zalo: ZaloServer, chat: str) -> None:
    zalo.say("/tomtat", chat)
    zalo.wait(lambda: any(phrases.CONTENTS in each.text for each in zalo.sent(chat)))
    document = " ".join((DOCUMENTS / "ket-luan-hoi-nghi-12.txt").read_text(encoding="utf-8").split())
    parts = zalo.sent(chat)
    quoted = [quote for part in parts for quote in re.findall(r"«([^»]+)»", part.text)]
    assert len(parts) > 1
    assert all("Văn bản: Kết luận Hội nghị" in part.text for part in parts if "«" in part.text)
    assert all(" ".join(quote.split()) in document for quote in quoted if "[đúng:" not in quote)


def test_a_text_of_ten_thousand_characters_gets_one_kind_line(zalo: ZaloServer, chat: str) -> None:
    assert "\n" not in told(zalo, "chỉ tiêu nào khó đạt " * 500, chat).text


def test_emoji_and_decomposed_letters_are_read(zalo: ZaloServer, chat: str) -> None:
    assert QUOTE in told(zalo, f"😀 {unicodedata.normalize('NFD', QUESTION)} 🙏", chat).text
    assert "\n" not in told(zalo, "😀😀", chat).text


def test_a_sticker_gets_a_kind_line(zalo: ZaloServer, chat: str) -> None:
    zalo.say(None, chat, sticker="x")
    assert zalo.wait_for(1, chat)[0].text == phrases.ONLY_TEXT


def test_our_own_messages_are_dropped(zalo: ZaloServer, chat: str) -> None:
    zalo.say("/trogiup", chat, **{"from": {"id": "9", "is_bot": True}})
    zalo.say("/trogiup", chat, **{"from": {"id": BOT["id"]}})
    assert told(zalo, "/moi", chat).text == phrases.FORGOTTEN


def test_in_a_group_only_a_mention_or_a_reply_to_us_is_answered(zalo: ZaloServer, chat: str) -> None:
    group = {"chat": {"id": f"g{chat}", "chat_type": "GROUP"}, "from": {"id": chat, "is_bot": False}}
    zalo.say("Mai họp lúc mấy giờ?", **group)
    zalo.say("/moi", **group)
    zalo.say("Trả lời người khác", **group, quote={"from": {"id": "ai-khac"}})
    zalo.say(f"@Bot Hỏi đáp {QUESTION}", **group)
    [answer] = zalo.wait_for(1, f"g{chat}")
    assert QUOTE in answer.text
    zalo.say("@Bot Hỏi đáp /thongke", **group)
    assert zalo.wait_for(2, f"g{chat}")[1].text == phrases.ONLY_ADMINS
    zalo.say("/moi", **group, quote={"from": {"id": BOT["id"]}})
    assert zalo.wait_for(3, f"g{chat}")[2].text == phrases.FORGOTTEN


def test_an_update_that_comes_twice_is_answered_once(zalo: ZaloServer, chat: str) -> None:
    update = zalo.say("/trogiup", chat)
    zalo.updates.append(update)
    zalo.wait_for(1, chat)
    zalo.say("/moi", chat)
    assert [message.text for message in zalo.wait_for(2, chat)][1:] == [phrases.FORGOTTEN]


def test_what_cannot_be_read_ends_nothing(zalo: ZaloServer, chat: str) -> None:
    zalo.updates.extend([{"event_name": "message.text.received"}, {"message": 3}, {}])
    zalo.say("/moi", chat, **{"from": "?", "text": {"a": 1}})
    zalo.refuse("getUpdates", 500, {"a": []})
    zalo.refuse("getUpdates", 200, {"ok": True, "result": ["?", None]})
    assert zalo.wait_for(1, chat)
    assert told(zalo, "/moi", chat).text == phrases.FORGOTTEN


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}),
        (429, {}),
        (502, {}),
        (200, {"ok": False, "error_code": 500}),
    ],
)
def test_a_call_that_may_succeed_later_is_tried_again(
    zalo: ZaloServer, chat: str, status: int, body: dict[str, object]
) -> None:
    zalo.refuse("sendMessage", status, body)
    zalo.say("/moi", chat)
    assert zalo.wait_for(1, chat)[0].text == phrases.FORGOTTEN


def test_who_cannot_be_reached_stops_nobody_else(zalo: ZaloServer, chat: str) -> None:
    zalo.refuse("sendMessage", 200, {"ok": False, "error_code": 403})
    zalo.say("/trogiup", chat)
    zalo.wait(lambda: not zalo.refusals["sendMessage"])
    assert told(zalo, "/moi", chat).text == phrases.FORGOTTEN


def test_a_chat_that_floods_is_told_so_and_others_are_answered(zalo: ZaloServer, chat: str) -> None:
    for _ in range(PER_PERSON + 15):
        zalo.say("/moi", chat)
    assert told(zalo, "/moi", f"{chat}-khac").text == phrases.FORGOTTEN
    zalo.wait(lambda: phrases.TOO_MANY in [message.text for message in zalo.sent(chat)])


def test_an_idle_poll_is_no_error(zalo: ZaloServer, served: Served) -> None:
    polls = len(zalo.called("getUpdates"))
    zalo.wait(lambda: len(zalo.called("getUpdates")) > polls)  # what was sent last has been written down by then
    polls, written = len(zalo.called("getUpdates")), served.written()
    zalo.wait(lambda: len(zalo.called("getUpdates")) > polls + 1)
    assert served.written() == written


def test_neither_the_token_nor_a_question_is_in_what_the_process_wrote(
    zalo: ZaloServer, served: Served, chat: str
) -> None:
    zalo.refuse("sendMessage", 500, {"ok": False, "error_code": 500, "description": TOKEN})
    assert told(zalo, "Ai đã hỏi câu bí mật này?", chat)
    assert "Zalo Bot" in served.written()
    assert TOKEN.partition(":")[2] not in served.written()
    assert "bí mật" not in served.written()


def test_a_menu_outlives_the_process_and_what_was_stored_is_answered_after_it(
    zalo: ZaloServer, served: Served, env: dict[str, str], chat: str, tmp_path: Path
) -> None:
    contents = told(zalo, "/mucluc", chat)
    assert served.stop() == 0, served.written()
    assert "Traceback" not in served.written()
    zalo.wait(lambda: zalo.polls == 0)  # the ended process's poll would be given the update
    zalo.say(contents.number("Hạn chế"), chat)
    with serving(env, tmp_path):
        assert QUOTE in zalo.wait_for(2, chat)[1].text
