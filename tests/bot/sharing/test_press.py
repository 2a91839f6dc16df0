"""The press: every Vietnamese letter has an outline, widths are those of the print, and files stay small."""

from __future__ import annotations

import io
import sys
import unicodedata
from itertools import product

import numpy as np
import pytest
from PIL import Image

from bot.bench.memory import memory
from bot.sharing import press
from bot.sharing.sheet import Rectangle, Sheet, Weight, Words
from tests.bot.sharing.readable import pages

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)) + "đ"
MARKS = "«»“”‘’…–—-·›•,.;:!?()[]/%&+§°²"


def test_every_vietnamese_letter_can_be_printed() -> None:
    assert len(LETTERS) == 73
    assert press.missing(LETTERS + LETTERS.upper() + MARKS) == ""


def test_what_cannot_be_printed_is_told_once() -> None:
    assert press.missing("a → b → c \uf0b7") == "→\uf0b7"


@pytest.mark.parametrize("weight", list(Weight))
def test_a_text_is_as_wide_in_print_as_it_was_measured(weight: Weight) -> None:
    text = "Hội nghị Ẫ ỡ"
    end = 10 + press.measure(text, weight) * 40
    bar = Rectangle(end, 0, 1, 100, (255, 0, 0))
    drawn = press.png(Sheet(500, 100, (Words(10, 60, text, weight, 40, (0, 0, 0)), bar)), 1)
    with Image.open(io.BytesIO(drawn)) as picture:
        dark = np.asarray(picture.convert("RGB")).max(axis=2) < 90
    assert end - 6 < np.flatnonzero(dark.any(axis=0)).max() < end


def test_a_text_is_read_back_as_it_was_set() -> None:
    lines = [Words(20, 40 + 20 * n, text, Weight.MEDIUM, 14, (0, 0, 0)) for n, text in enumerate((LETTERS, MARKS))]
    [(text, _)] = pages(press.pdf([Sheet(900, 100, tuple(lines))]))
    assert text == f"{LETTERS} {MARKS}"


def test_a_pdf_has_a_page_for_each_sheet_and_holds_its_letters_once() -> None:
    sheet = Sheet(200, 100, (Words(20, 40, "Hội nghị", Weight.BOLD, 14, (0, 0, 0)),))
    one, three = press.pdf([sheet]), press.pdf([sheet] * 3)
    assert len(pages(three)) == 3
    assert len(three) < 1.2 * len(one) < 200_000


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_what_was_printed_leaves_nothing_in_memory() -> None:
    words = (Words(10, 40 * place, "Chữ", weight, 30, (0, 0, 0)) for place, weight in enumerate(Weight, start=1))
    sheet = Sheet(100, 150, tuple(words))
    for _ in range(10):
        press.png(sheet, 1)
    before = memory()["own_mb"]
    for _ in range(50):
        press.png(sheet, 1)
    assert memory()["own_mb"] < before + 15  # a typeface that is not let go of takes a third of a megabyte: 50 in all
