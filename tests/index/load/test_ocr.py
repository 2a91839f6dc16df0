"""A scan is read by tesseract where that is installed; a program of the same name stands in for it here."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from index.errors import UnreadableError
from index.load import load_bytes, ocr
from tests.index.load.portable import pdf

SCRIPT = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages in (2):\\neng\\n{language}")
elif {fails}:
    sys.exit(1)
else:
    image = sys.stdin.buffer.read()
    print(image[:15].decode("ascii").split()[0] + " Nghị quyết của Đảng bộ tỉnh.")
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, language: str = "vie", fails: bool = False) -> None:
    """A tesseract in `folder`, which alone is searched for programs."""
    program = folder / "tesseract"
    program.write_text(SCRIPT.format(python=sys.executable, language=language, fails=fails), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(shutil.which("sh") is None, reason="the stand-in is a script")
def test_a_scan_is_read_and_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    extract = load_bytes("quét.pdf", pdf([[], []]))
    assert [(block.text, block.page) for block in extract.blocks] == [
        ("P5 Nghị quyết của Đảng bộ tỉnh.", 1),
        ("P5 Nghị quyết của Đảng bộ tỉnh.", 2),
    ]
    assert extract.encoding == "ocr"
    assert extract.warnings == (ocr.DOUBT,)


def test_without_the_vietnamese_data_it_counts_as_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, language="fra")
    assert not ocr.available()


def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, fails=True)
    with pytest.raises(UnreadableError, match="tesseract không đọc được trang 1"):
        load_bytes("quét.pdf", pdf([[]]))
