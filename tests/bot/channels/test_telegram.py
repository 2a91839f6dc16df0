"""The real `hoidap serve` in conversation with people on a loopback Telegram."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import phrases
from bot.mail.limits import PER_MEMBER
from bot.mail.mailbox import DATABASE
from tests.bot.served import DOCUMENTS, Served, environment, serving
from tests.bot.telegram_server import ME, TOKEN, RefusedError, TelegramServer, telegram_server

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "còn 11 chỉ tiêu khó đạt"


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as server:
        yield server


@pytest.fixture(scope="module")
def served(telegram: TelegramServer, library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    env = environment(library, telegram_token=TOKEN, telegram_base_url=telegram.url)
    with serving(env, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def chat(telegram: TelegramServer, served: Served) -> int:
    """A private chat that nobody has written in yet."""
    assert served.process.poll() is None, served.written()
    return 100 + telegram.next_update


def test_start_greets_says_that_a_program_answers_and_offers_topics(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/start", chat)
    [greeting] = telegram.wait_for(1, chat)
    assert greeting.text.startswith("Xin chào!")
    assert phrases.AUTOMATIC in greeting.text
    assert "Kết luận Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 12" in greeting.text
    assert len(greeting.buttons) >= 3


def test_an_answer_has_the_quote_bold_inside_its_passage_and_its_source(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    [answer] = telegram.wait_for(1, chat)
    assert any(QUOTE in words for words in answer.bold)
    assert len(answer.text) > len(answer.bold[0])
    assert "Mục: Hạn chế" in answer.text
    assert "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn (khóa XII) · ngày 06 tháng 7 năm 2023" in answer.text


def test_typing_is_shown_while_the_answer_is_looked_for(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    telegram.wait_for(1, chat)
    assert str(chat) in [call["chat_id"] for call in telegram.called("sendChatAction")]


def test_a_topic_is_asked_by_its_button(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/start", chat)
    [greeting] = telegram.wait_for(1, chat)
    telegram.press(greeting, greeting.button("Hạn chế"))
    [_, answer] = telegram.wait_for(2, chat)
    assert answer.bold
    assert telegram.called("answerCallbackQuery")


def test_a_related_question_is_asked_by_its_button(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    [answer] = telegram.wait_for(1, chat)
    related = next(button for button in answer.buttons if button["callback_data"].startswith("q:"))
    telegram.press(answer, related)
    [_, more] = telegram.wait_for(2, chat)
    assert more.text.startswith(related["text"])


def test_a_passage_that_was_cut_is_shown_whole_by_its_button(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    [answer] = telegram.wait_for(1, chat)
    assert "giải ngân vốn" not in answer.text
    telegram.press(answer, answer.button(phrases.SHOW_WHOLE))
    [_, whole] = telegram.wait_for(2, chat)
    assert "giải ngân vốn" in whole.text
    assert any(QUOTE in words for words in whole.bold)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/trogiup", "Gõ câu hỏi bằng lời thường"),
        ("/TroGiup@hoidap_bot", "Gõ câu hỏi bằng lời thường"),
        ("/moi", phrases.FORGOTTEN),
        ("/quyenriengtu", phrases.PRIVACY_QUESTIONS[False]),
        ("/xoadulieu", phrases.DELETED),
        ("/khongco", phrases.UNKNOWN_COMMAND),
        ("/hoi", "/hoi Có bao nhiêu chỉ tiêu khó đạt?"),
    ],
)
def test_commands_answer(telegram: TelegramServer, chat: int, command: str, words: str) -> None:
    telegram.say(command, chat)
    [answer] = telegram.wait_for(1, chat)
    assert words in answer.text


def test_commands_are_in_the_menu(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/start", chat)
    telegram.wait_for(1, chat)
    [menu, vietnamese, *_] = telegram.called("setMyCommands")
    assert [each["command"] for each in menu["commands"]] == list(phrases.TELEGRAM_COMMANDS)
    assert vietnamese == {**menu, "language_code": "vi"}


def test_the_contents_lead_to_a_passage_and_on_to_the_next_in_one_message(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/mucluc", chat)
    [contents] = telegram.wait_for(1, chat)
    assert contents.text.startswith("Kết luận Hội nghị")
    telegram.press(contents, contents.button("Hạn chế"))
    telegram.wait(lambda: "11 chỉ tiêu khó đạt" in contents.text)
    telegram.press(contents, contents.button(phrases.NEXT))
    telegram.wait(lambda: "Nguyên nhân" in contents.text)
    telegram.press(contents, contents.button(phrases.PREVIOUS))
    telegram.wait(lambda: "11 chỉ tiêu khó đạt" in contents.text)
    telegram.press(contents, contents.button(phrases.CONTENTS))
    telegram.wait(lambda: phrases.CONTENTS in contents.text)
    telegram.press(contents, contents.button(phrases.NEXT))
    telegram.wait(lambda: "trang 2/" in contents.text)
    telegram.press(contents, contents.button(phrases.ALL_DOCUMENTS))
    telegram.wait(lambda: contents.text.startswith(phrases.DOCUMENTS_TITLE))
    assert len(telegram.sent(chat)) == 1


def test_the_documents_are_listed(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/vanban", chat)
    [listed] = telegram.wait_for(1, chat)
    telegram.press(listed, listed.button("Kết luận Hội nghị"))
    telegram.wait(lambda: phrases.CONTENTS in listed.text)


def test_the_key_sentences_of_a_document_are_verbatim(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/tomtat", chat)
    [summary] = telegram.wait_for(1, chat)
    document = (DOCUMENTS / "ket-luan-hoi-nghi-12.txt").read_text(encoding="utf-8")
    quoted = re.findall(r"«([^»]+)»", summary.text)
    assert len(quoted) >= 3
    assert all(" ".join(words.split()) in " ".join(document.split()) for words in quoted if "[đúng:" not in words)


def test_an_answer_can_be_shared_with_its_citation_and_a_link_back(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    [answer] = telegram.wait_for(1, chat)
    telegram.press(answer, answer.button(phrases.SHARE))
    [_, shared] = telegram.wait_for(2, chat)
    assert QUOTE in shared.text
    assert "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn" in shared.text
    [payload] = re.findall(r"https://t\.me/hoidap_bot\?start=(\S+)", shared.text)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert shared.button(phrases.SEND_TO)["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me")
    telegram.say(f"/start {payload}", chat)
    assert QUOTE in telegram.wait_for(3, chat)[2].text


def test_a_document_can_be_shared_by_a_link_that_opens_it(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/mucluc", chat)
    [contents] = telegram.wait_for(1, chat)
    telegram.press(contents, contents.button(phrases.SHARE))
    [_, shared] = telegram.wait_for(2, chat)
    assert shared.text.startswith("Kết luận Hội nghị")
    [payload] = re.findall(r"https://t\.me/hoidap_bot\?start=(\S+)", shared.text)
    telegram.say(f"/start {payload}", chat)
    assert telegram.wait_for(3, chat)[2].text == contents.text


def test_a_passage_that_is_read_can_be_shared(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/mucluc", chat)
    [contents] = telegram.wait_for(1, chat)
    telegram.press(contents, contents.button("Hạn chế"))
    telegram.wait(lambda: "11 chỉ tiêu khó đạt" in contents.text)
    telegram.press(contents, contents.button(phrases.SHARE))
    [_, shared] = telegram.wait_for(2, chat)
    assert "11 chỉ tiêu khó đạt" in shared.text
    assert re.search(r"https://t\.me/hoidap_bot\?start=p_\S+", shared.text)


def test_the_bot_can_be_added_to_a_group_from_its_greeting(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/start", chat)
    [greeting] = telegram.wait_for(1, chat)
    assert greeting.button(phrases.ADD_TO_GROUP)["url"] == "https://t.me/hoidap_bot?startgroup=hoi"


def test_a_link_asks_a_question(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/start q_co-bao-nhieu-chi-tieu-kho-dat", chat)
    [answer] = telegram.wait_for(1, chat)
    assert any(QUOTE in words for words in answer.bold)


def test_a_link_that_is_none_of_ours_greets(telegram: TelegramServer, chat: int) -> None:
    telegram.say("/start khong_ro", chat)
    assert telegram.wait_for(1, chat)[0].text.startswith("Xin chào!")


def test_an_edited_question_is_answered_anew_in_place(telegram: TelegramServer, chat: int) -> None:
    telegram.say("Ai là Bí thư Tỉnh ủy?", chat, message_id=5_000_000)
    [answer] = telegram.wait_for(1, chat)
    assert "Hoàng Duy Chinh" in answer.text
    telegram.say(QUESTION, chat, message_id=5_000_000, edited=True)
    telegram.wait(lambda: QUOTE in answer.text)
    assert "Hoàng Duy Chinh" not in answer.text
    assert len(telegram.sent(chat)) == 1


def test_inline_questions_give_citations_to_choose_from(telegram: TelegramServer) -> None:
    results = telegram.ask_inline(QUESTION)["results"]
    assert 2 <= len(results) <= 10
    assert QUOTE in results[0]["description"]
    text = results[0]["input_message_content"]["message_text"]
    assert "<b>" in text
    assert "Kết luận Hội nghị" in text
    assert len({result["id"] for result in results}) == len(results)
    assert all(len(result["id"].encode()) <= 64 for result in results)


def test_inline_questions_without_an_answer_lead_to_the_bot(telegram: TelegramServer) -> None:
    answer = telegram.ask_inline("Giá vàng hôm nay bao nhiêu?")
    assert answer["results"] == []
    assert answer["button"]["start_parameter"] == "q_gia-vang-hom-nay-bao-nhieu"
    assert telegram.ask_inline("")["button"]["text"] == phrases.TYPE_INLINE


@pytest.mark.parametrize("question", ["😀😀", "\u0007\u0000", "a" * 5000])
def test_what_is_no_question_gets_one_kind_line(telegram: TelegramServer, chat: int, question: str) -> None:
    telegram.say(question, chat)
    [answer] = telegram.wait_for(1, chat)
    assert "\n" not in answer.text


def test_a_voice_message_gets_a_kind_line(telegram: TelegramServer, chat: int) -> None:
    telegram.say(None, chat, voice={"file_id": "x", "file_unique_id": "y", "duration": 1})
    [answer] = telegram.wait_for(1, chat)
    assert answer.text == phrases.ONLY_TEXT


def test_what_looks_like_html_in_a_question_breaks_nothing(telegram: TelegramServer, chat: int) -> None:
    telegram.say("<b>Giá vàng</b> & <script>", chat)
    [answer] = telegram.wait_for(1, chat)
    assert answer.text


def test_an_update_delivered_twice_is_answered_once(telegram: TelegramServer, chat: int) -> None:
    number = telegram.say("/trogiup", chat)
    telegram.wait_for(1, chat)
    chat_object = {"id": chat, "type": "private"}
    sender = {"id": chat, "is_bot": False, "first_name": "An"}
    again = {"message_id": 1, "date": 0, "chat": chat_object, "from": sender, "text": "/trogiup"}
    telegram.put({"message": again}, update_id=number)
    telegram.say("/moi", chat)
    assert [message.text for message in telegram.wait_for(2, chat)][1:] == [phrases.FORGOTTEN]


def test_an_update_that_cannot_be_read_is_passed_over(telegram: TelegramServer, served: Served, chat: int) -> None:
    telegram.put(
        {"message": {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "contact": {"a": 1}}}
    )
    telegram.say("/moi", chat)
    assert telegram.wait_for(1, chat)[0].text == phrases.FORGOTTEN
    assert "never retrieved" not in served.written()


def test_an_update_that_cannot_be_stored_is_asked_for_again(
    telegram: TelegramServer, served: Served, library: Path, chat: int
) -> None:
    with closing(sqlite3.connect(library / DATABASE)) as database:
        database.execute("ALTER TABLE inbox RENAME TO away")
        telegram.say("/moi", chat)
        deadline = time.monotonic() + 20
        while "NotStoredError" not in served.written():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        database.execute("ALTER TABLE away RENAME TO inbox")
    assert telegram.wait_for(1, chat)[0].text == phrases.FORGOTTEN


def test_a_chat_that_is_told_to_wait_gets_its_answer_later(telegram: TelegramServer, chat: int) -> None:
    telegram.refuse("sendMessage", RefusedError(429, "Too Many Requests: retry after 1", retry_after=1), times=2)
    telegram.say("/trogiup", chat)
    telegram.wait_for(1, chat)


def test_a_server_that_fails_is_tried_again(telegram: TelegramServer, chat: int) -> None:
    telegram.refuse("sendMessage", RefusedError(502, "Bad Gateway"))
    telegram.say("/trogiup", chat)
    telegram.wait_for(1, chat)


def test_html_that_is_refused_is_sent_as_plain_text(telegram: TelegramServer, chat: int) -> None:
    telegram.refuse("sendMessage", RefusedError(400, "Bad Request: can't parse entities: no"))
    telegram.say("/trogiup", chat)
    [answer] = telegram.wait_for(1, chat)
    assert answer.bold == ()
    assert "<b>" not in answer.text


def test_who_has_blocked_the_bot_stops_nobody_else(telegram: TelegramServer, chat: int) -> None:
    telegram.refuse("sendMessage", RefusedError(403, "Forbidden: bot was blocked by the user"))
    telegram.say("/trogiup", chat)
    telegram.wait(lambda: not any(refusal.times for refusal in telegram.refusals))
    telegram.say("/moi", chat)
    [answer] = telegram.wait_for(1, chat)
    assert answer.text == phrases.FORGOTTEN


def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(telegram: TelegramServer, chat: int) -> None:
    group = {"chat": {"id": -chat, "type": "supergroup", "title": "Chi bộ"}}
    telegram.say("Mai họp lúc mấy giờ?", -chat, **group)
    telegram.say(f"@hoidap_bot {QUESTION}", -chat, **group)
    [answer] = telegram.wait_for(1, -chat)
    assert any(QUOTE in words for words in answer.bold)
    assert answer.reply_to is not None
    telegram.say(f"/hoi {QUESTION}", -chat, **group)
    telegram.say("/hoi@other_bot câu khác", -chat, **group)
    telegram.say("/moi@hoidap_bot", -chat, **group)
    assert [message.text for message in telegram.wait_for(3, -chat)][2] == phrases.FORGOTTEN


@pytest.mark.parametrize("asking", ["@hoidap_bot", "/hoi"])
def test_in_a_group_another_s_message_is_asked_by_replying_with_the_bot_s_name(
    telegram: TelegramServer, chat: int, asking: str
) -> None:
    group = {"chat": {"id": -chat, "type": "supergroup", "title": "Chi bộ"}}
    said = {"message_id": 5, "date": 1, **group, "from": {"id": 8, "is_bot": False, "first_name": "Bình"}}
    telegram.say(asking, -chat, **group, reply_to_message={**said, "text": QUESTION})
    [answer] = telegram.wait_for(1, -chat)
    assert any(QUOTE in words for words in answer.bold)
    part = {"text": "Nhiệm vụ thứ 3 là gì?", "position": 0}
    telegram.say(asking, -chat, **group, reply_to_message={**said, "text": QUESTION}, quote=part)
    assert "du lịch" in telegram.wait_for(2, -chat)[1].bold[0]
    telegram.say(asking, -chat, **group, reply_to_message={**said, "from": ME, "text": QUESTION})
    assert telegram.wait_for(3, -chat)[2].bold == ()


def test_people_tell_what_they_think_of_an_answer_and_why(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    [answer] = telegram.wait_for(1, chat)
    telegram.press(answer, answer.button(phrases.GOOD))
    telegram.wait(lambda: phrases.THANKS_GOOD in [call.get("text") for call in telegram.called("answerCallbackQuery")])
    telegram.press(answer, answer.button(phrases.BAD))
    why = telegram.wait_for(2, chat)[1]
    telegram.press(why, why.button(phrases.REASONS[1]))
    telegram.wait(lambda: why.text == phrases.thanks_for_reason(phrases.REASONS[1]))


def test_what_is_kept_of_a_chat_can_be_deleted(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat, message_id=6_000_000)
    telegram.wait_for(1, chat)
    telegram.say("/xoadulieu", chat)
    telegram.wait_for(2, chat)
    telegram.say(QUESTION, chat, message_id=6_000_000, edited=True)
    assert any(QUOTE in words for words in telegram.wait_for(3, chat)[2].bold)


def test_a_member_who_floods_a_group_is_told_once_and_others_are_answered(telegram: TelegramServer, chat: int) -> None:
    group = {"chat": {"id": -chat, "type": "supergroup", "title": "Chi bộ"}}
    for _ in range(PER_MEMBER + 3):
        telegram.say("/moi", -chat, **group)
    telegram.say("/trogiup", -chat, **group, **{"from": {"id": chat + 1, "is_bot": False, "first_name": "Bình"}})
    *told, other = [message.text for message in telegram.wait_for(PER_MEMBER + 2, -chat)]
    assert told == [phrases.FORGOTTEN] * PER_MEMBER + [phrases.TOO_MANY]
    assert "Gõ câu hỏi" in other


def test_neither_the_token_nor_a_question_is_in_what_the_process_wrote(
    telegram: TelegramServer, served: Served, chat: int
) -> None:
    telegram.refuse("sendMessage", RefusedError(500, f"Internal Server Error {TOKEN}"))
    telegram.say("Ai đã hỏi câu bí mật này?", chat)
    telegram.wait_for(1, chat)
    written = served.written()
    assert "Telegram" in written
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written
    assert "bí mật" not in written
