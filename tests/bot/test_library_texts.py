"""What the library's commands say of files, of their progress and of what was not read again."""

from __future__ import annotations

import doctest
import io
from pathlib import Path

import pytest

import bot.phrases.library
from bot.commands.console import ProgressLine
from bot.commands.library import print_or_tell
from index.library.intake import FileReport, Origin
from index.library.progress import Progress, Stage
from index.library.report import ChangeReport
from index.library.shelf import Fate


class Terminal(io.StringIO):
    """Keeps what is shown."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Goes on by five seconds at each look."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 5
        return self.seconds


def test_the_examples_of_the_texts_hold() -> None:
    failed, tried = doctest.testmod(bot.phrases.library)
    assert (failed, tried > 2) == (0, True)


def test_progress_is_one_line_with_an_estimate_by_the_speed_so_far() -> None:
    shown = Terminal()
    line = ProgressLine(shown, Clock())
    for done in (0, 64, 128):
        line(Progress(Stage.ENCODE, done, 128))
    assert [each.rstrip() for each in shown.getvalue().split("\r")[1:]] == [
        "Mã hóa đoạn ░░░░░░░░░░░░░░░░░░░░ 0/128",
        "Mã hóa đoạn ██████████░░░░░░░░░░ 64/128, còn chưa đến 1 phút",
        "Mã hóa đoạn ████████████████████ 128/128",
    ]


def test_a_shorter_line_covers_the_longer_one_before_it() -> None:
    shown = Terminal()
    line = ProgressLine(shown, Clock())
    for done in (0, 64, 128):
        line(Progress(Stage.ENCODE, done, 128))
    _, _, longer, last = shown.getvalue().split("\r")
    assert len(last.removesuffix("\n")) == len(longer)


def test_nothing_is_shown_where_nobody_looks() -> None:
    shown = io.StringIO()
    ProgressLine(shown, Clock())(Progress(Stage.READ, 1, 2))
    assert shown.getvalue() == ""


def test_what_was_read_of_the_head_and_what_is_in_doubt_stands_under_the_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    origin = Origin("12-KL/TU", "Tỉnh ủy Bắc Kạn", None)
    print_or_tell(FileReport(Path("a/k.pdf"), Fate.ADDED, "vb-1", "Kết luận", "", origin, ("trang 2 là ảnh",)))
    assert capsys.readouterr().out.splitlines() == [
        "thêm  a/k.pdf  vb-1  Kết luận",
        "      Số 12-KL/TU · Tỉnh ủy Bắc Kạn; chưa rõ ngày",
        "      lưu ý: trang 2 là ảnh",
    ]


def test_the_name_of_a_refused_file_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    print_or_tell(FileReport(Path("a/k.pdf"), Fate.FAILED, reason="k.pdf: tệp rỗng (0 byte)."))
    assert capsys.readouterr().err.splitlines() == ["lỗi  a/k.pdf  tệp rỗng (0 byte)."]


def test_a_held_file_comes_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    print_or_tell(FileReport(Path("a/k.pdf"), Fate.HELD, reason="k.pdf có dấu “Mật”: tạm giữ."))
    assert "--confirm-held" in capsys.readouterr().err.splitlines()[1]


def test_a_change_of_many_documents_with_long_titles_fits_a_message() -> None:
    ids = tuple(f"vb-{number:010}" for number in range(50))
    report = ChangeReport("2", came=ids, went=ids, names=dict.fromkeys(ids, "Quyết định về việc " * 20))
    assert len(bot.phrases.library.change_lines(report)) < 4096
