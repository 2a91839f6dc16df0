"""Administration over a loopback Telegram: a library of its own, an administrator, and everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from bot import phrases
from bot.answering.answer import Outcome
from bot.phrases import figures
from bot.phrases.administration import NO_SECRECY_MARK, NOTHING_EARLIER, no_such_document
from bot.phrases.telegram import ADMIN_HELP, LEGEND
from bot.records.chart import COLOURS, HEIGHT, WIDTH
from bot.records.journal import open_journal
from tests.bot.served import Served, environment, serving
from tests.bot.telegram_server import TOKEN, Message, TelegramServer, telegram_server

ADMIN = 42
ANYONE = 43
DECISION = (
    "Nghị quyết về phát triển du lịch tỉnh\n\n"
    "I. Mục tiêu\n\nĐến năm 2030 tỉnh đón 12 triệu lượt khách du lịch.\n\n"
    "II. Giải pháp\n\nĐầu tư 37 điểm dừng chân trên các tuyến đường du lịch."
)
QUESTION = "Đầu tư bao nhiêu điểm dừng chân trên các tuyến đường du lịch?"


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def served(telegram: TelegramServer, folder: Path) -> Iterator[Served]:
    more = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "admins": ADMIN, "keep_questions": "true"}
    with serving(environment(folder / "library", **more), folder) as running:
        yield running


def told(telegram: TelegramServer, text: str, chat: int = ADMIN) -> Message:
    """What the bot says to a message."""
    before = {message.message_id for message in telegram.sent(chat)}
    telegram.say(text, chat)
    return heard(telegram, before, "", chat)


def heard(telegram: TelegramServer, before: set[int], words: str, chat: int = ADMIN) -> Message:
    """The first message of the bot that is new and holds these words."""

    def new() -> list[Message]:
        return [each for each in telegram.sent(chat) if each.message_id not in before and words in each.text]

    telegram.wait(lambda: bool(new()), 60)
    return new()[0]


def audit(folder: Path) -> list[tuple[float, str, str, str]]:
    """What was taken down last, newest first."""
    return list(open_journal(folder / "library", keep_questions=True, keep_days=30).audit(5))


def so_far(telegram: TelegramServer, chat: int = ADMIN) -> set[int]:
    """The numbers of the bot's messages in a chat."""
    return {message.message_id for message in telegram.sent(chat)}


def test_a_file_is_looked_at_then_taken_in_then_answers_then_withdrawn_then_brought_back(
    telegram: TelegramServer, served: Served
) -> None:
    assert "37 điểm dừng chân" not in told(telegram, QUESTION).text, served.written()
    only_one = told(telegram, "/hoantac")
    assert only_one.text.endswith(NOTHING_EARLIER)
    assert only_one.buttons == ()

    before = so_far(telegram)
    telegram.send_file("du-lịch.txt", DECISION.encode(), ADMIN)
    preview = heard(telegram, before, "Tệp du-lịch.txt: văn bản mới.")
    assert "phát triển du lịch" in preview.text
    assert "chưa rõ số, cơ quan ban hành, ngày" in preview.text
    assert "· II. Giải pháp" in preview.text
    assert NO_SECRECY_MARK in preview.text
    assert "37 điểm dừng chân" not in told(telegram, QUESTION).text

    before = so_far(telegram)
    telegram.press(preview, preview.button(phrases.TAKE_IN))
    heard(telegram, before, "Thư viện nay ở bản 2")
    assert "37 điểm dừng chân" in told(telegram, QUESTION).text

    listing = told(telegram, "/danhsach")
    [button] = [each for each in listing.buttons if "du lịch" in each["text"]]
    before = so_far(telegram)
    telegram.press(listing, button)
    question = heard(telegram, before, "Rút “Nghị quyết về phát triển du lịch tỉnh” (vb-")
    telegram.press(question, question.button(phrases.REMOVE))
    telegram.wait(lambda: question.text.startswith("rút  "))
    assert "37 điểm dừng chân" not in told(telegram, QUESTION).text

    history = told(telegram, "/hoantac")
    telegram.press(history, history.button(phrases.rollback_button("2")))
    telegram.wait(lambda: history.text.startswith("thêm  "))
    assert "37 điểm dừng chân" in told(telegram, QUESTION).text


def test_a_file_with_a_secrecy_mark_is_held_until_it_is_confirmed(telegram: TelegramServer, served: Served) -> None:
    before = so_far(telegram)
    telegram.send_file("mật.txt", f"MẬT\n\n{DECISION}".encode(), ADMIN)
    preview = heard(telegram, before, "mật.txt có dấu “Mật”: tạm giữ")
    assert phrases.TAKE_IN not in [button["text"] for button in preview.buttons], served.written()
    assert preview.button(phrases.TAKE_IN_HELD)
    telegram.press(preview, preview.button(phrases.NOT_NOW))
    telegram.wait(lambda: preview.text == phrases.DROPPED)


def test_a_new_version_of_a_file_is_shown_by_what_it_says_otherwise(telegram: TelegramServer, served: Served) -> None:
    before = so_far(telegram)
    telegram.send_file("du-lịch.txt", DECISION.replace("37 điểm", "40 điểm").encode(), ADMIN)
    preview = heard(telegram, before, "Tệp du-lịch.txt: bản mới của văn bản đang có.")
    assert "Thay cho “Nghị quyết về phát triển du lịch tỉnh”: thêm 1 câu, bỏ 1 câu." in preview.text, served.written()
    assert "+ Đầu tư 40 điểm dừng chân trên các tuyến đường du lịch." in preview.text
    assert "− Đầu tư 37 điểm dừng chân trên các tuyến đường du lịch." in preview.text
    telegram.press(preview, preview.button(phrases.NOT_NOW))
    telegram.wait(lambda: preview.text == phrases.DROPPED)


def test_who_lets_a_file_with_a_secrecy_mark_in_is_taken_down(
    telegram: TelegramServer, served: Served, folder: Path
) -> None:
    before = so_far(telegram)
    held = DECISION.replace("37 điểm", "41 điểm").replace("du lịch", "chợ quê")
    telegram.send_file("mật.txt", f"MẬT\n\n{held}".encode(), ADMIN)
    preview = heard(telegram, before, "tạm giữ")
    telegram.press(preview, preview.button(phrases.TAKE_IN_HELD))
    heard(telegram, before, "Đã thêm: mật.txt (vb-")
    assert [row[2] for row in audit(folder)[:1]] == ["add held"], served.written()


def test_a_document_that_is_not_there_cannot_be_withdrawn(telegram: TelegramServer, served: Served) -> None:
    answer = told(telegram, "/thuhoi khong-co")
    assert answer.text == no_such_document("khong-co"), served.written()
    assert answer.buttons == ()


def test_a_file_that_cannot_be_read_gets_its_reason(telegram: TelegramServer, served: Served) -> None:
    before = so_far(telegram)
    telegram.send_file("hỏng.docx", b"PK\x03\x04".ljust(300, b"\0"), ADMIN)
    refusal = heard(telegram, before, "hỏng.docx")
    assert refusal.buttons == (), served.written()
    assert refusal.text.count("hỏng.docx") == 1


def test_the_index_can_be_made_anew_and_questions_looked_into(telegram: TelegramServer, served: Served) -> None:
    before = so_far(telegram)
    telegram.say("/lapchimuc", ADMIN)
    heard(telegram, before, "Thư viện nay ở bản")
    told(telegram, "Giá vàng hôm nay bao nhiêu?")
    assert telegram.received == []
    counted = told(telegram, "/thongke")
    assert "câu hỏi của" in counted.text
    assert counted.text.endswith(LEGEND)
    _, chart = telegram.received.pop()
    with Image.open(BytesIO(chart)) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        assert {ImageColor.getrgb(COLOURS[Outcome.NOT_FOUND])} <= {colour for _, colour in picture.getcolors(WIDTH)}
    assert "× Giá vàng hôm nay bao nhiêu?" in told(telegram, "/chuatraloi").text
    assert told(telegram, "/xuatcsv").text == figures.CSV_NAME, served.written()
    [(name, content)] = telegram.received
    assert name == figures.CSV_NAME
    assert content.decode("utf-8-sig").splitlines()[0] == ",".join(figures.CSV_COLUMNS)


@pytest.mark.parametrize("command", [*(f"/{name}" for name in phrases.ADMIN_COMMANDS), "/thuhoi kl-hn12-2023"])
def test_nobody_else_administers(telegram: TelegramServer, served: Served, folder: Path, command: str) -> None:
    assert told(telegram, command, ANYONE).text == phrases.ONLY_ADMINS, served.written()
    assert audit(folder)[0][2:] == ("refused", command.split()[0].lstrip("/"))


def test_the_help_tells_administrators_alone_what_they_can_do(telegram: TelegramServer, served: Served) -> None:
    theirs, others = told(telegram, "/trogiup").text, told(telegram, "/trogiup", ANYONE).text
    assert theirs.startswith(others), served.written()
    assert ADMIN_HELP in theirs
    assert [name for name in phrases.ADMIN_COMMANDS if f"/{name} " not in theirs or f"/{name} " in others] == []


def test_nobody_else_sends_files_or_presses_an_administrator_s_button(
    telegram: TelegramServer, served: Served, folder: Path
) -> None:
    before = len(telegram.sent(ANYONE))
    telegram.send_file("a.txt", DECISION.encode(), ANYONE)
    [kind] = telegram.wait_for(before + 1, ANYONE)[before:]
    assert kind.text == phrases.ONLY_TEXT, served.written()
    assert audit(folder)[0][2:] == ("refused", "document")
    button = {"text": "Rút", "callback_data": "X:kl-hn12-2023"}
    telegram.press(replace(kind, keyboard=((button,),)), button)
    assert telegram.wait_for(before + 2, ANYONE)[-1].text == phrases.ONLY_ADMINS
    assert "kl-hn12-2023" in told(telegram, "/danhsach").text


def test_administrators_see_their_commands_in_the_menu(telegram: TelegramServer, served: Served) -> None:
    told(telegram, "/moi")
    menus = telegram.called("setMyCommands")
    [theirs] = [menu for menu in menus if menu.get("scope", {}).get("chat_id") == ADMIN]
    names = {command["command"] for command in theirs["commands"]}
    assert names == set(phrases.TELEGRAM_COMMANDS) | set(phrases.ADMIN_COMMANDS), served.written()
