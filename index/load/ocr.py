"""Reading the letters off a scan with tesseract, where it is installed with its Vietnamese data.

tesseract is a program of its own (Apache-2.0), not a Python package: `apt install tesseract-ocr tesseract-ocr-vie`.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from index.errors import EmptyTextError, UnreadableError
from index.load import flow
from index.load.draft import settle
from index.load.limits import Limits
from index.load.page import Page, Word
from index.types import Extract

LANGUAGE = "vie"
DOTS_PER_INCH = 300
"""What tesseract's documentation asks for (tessdoc, ImproveQuality)."""
POINTS_PER_INCH = 72
MAX_PAGES = 300
"""A page takes some 3 s: a quarter of an hour in all, which is the limit of time besides."""
MAX_PIXELS = 40_000_000
"""An A3 page at 300 dots an inch has 17 million; a page that claims to be a wall is drawn smaller."""
INSTALL = (
    "hãy cài tesseract kèm tiếng Việt (apt install tesseract-ocr tesseract-ocr-vie) rồi nạp lại, hoặc tìm bản có chữ."
)
_COLUMNS, _WORD = 12, "5"
"""Of tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
DOUBT = "chữ đọc từ ảnh quét bằng tesseract, có thể sai; hãy đối chiếu với bản gốc"


class ScanError(EmptyTextError):
    """A pdf whose pages are images."""


def scan(pages: int) -> ScanError:
    """The error for a pdf of so many pages, all images."""
    return ScanError(f"{pages} trang đều là ảnh quét, không có lớp chữ; {INSTALL}")


def available() -> bool:
    """Whether tesseract is installed and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return LANGUAGE in listed.stdout.decode("utf-8", "replace").split()


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of a scanned pdf, page by page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("tệp PDF hỏng hoặc tải chưa hết; hãy lấy lại bản gốc.") from error
    if len(document) > MAX_PAGES:
        raise UnreadableError(f"là bản quét {len(document)} trang, quá giới hạn {MAX_PAGES}; hãy tách thành nhiều tệp.")
    pages = [_page(document[place], place + 1) for place in range(len(document))]
    blocks, _ = settle(flow.blocks(pages))
    return Extract(blocks, "pdf", "ocr", (DOUBT,))


def _page(page: Any, number: int) -> Page:
    """The words of a page in their places, as of a pdf with a text layer."""
    image, dots = _image(page)
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(dots)), "tsv"],
        input=image,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise UnreadableError(
            f"tesseract không đọc được trang {number}; hãy thử `tesseract --list-langs` xem có {LANGUAGE}."
        )
    table, scale = done.stdout.decode("utf-8", "replace"), POINTS_PER_INCH / dots
    return Page(number, tuple(_words(table, page.get_height(), scale)))


def _words(table: str, height: float, scale: float) -> Iterator[Word]:
    """The words of tesseract's table, whose boxes are in pixels from the upper left corner.

    A word gets the top and bottom of its line, since tesseract's own boxes end with the letters.
    """
    rows = [row for line in table.splitlines() if len(row := line.split("\t")) == _COLUMNS and row[0] == _WORD]
    for _line, group in groupby((row for row in rows if row[-1].strip()), key=lambda row: row[1:5]):
        words = list(group)
        boxes = [(int(row[6]), int(row[7]), int(row[8]), int(row[9])) for row in words]
        top = height - scale * min(upper for _, upper, _, _ in boxes)
        bottom = height - scale * max(upper + tall for _, upper, _, tall in boxes)
        for row, (left, _, wide, _) in zip(words, boxes, strict=True):
            ends = row is words[-1]
            yield Word(row[-1].strip(), "", False, left * scale, (left + wide) * scale, bottom, top, ends_line=ends)


def _image(page: Any) -> tuple[bytes, float]:
    """The page in greys as a portable graymap, the plainest format that tesseract reads, and its dots an inch."""
    inches = page.get_width() * page.get_height() / POINTS_PER_INCH**2
    dots = min(DOTS_PER_INCH, (MAX_PIXELS / max(inches, 1e-6)) ** 0.5)
    bitmap = page.render(scale=dots / POINTS_PER_INCH, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    packed = b"".join(rows[row * stride : row * stride + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + packed, dots
