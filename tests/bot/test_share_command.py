"""`hoidap share`: links, posters and cards, as somebody at a terminal gets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.served import environment, hoidap
from tests.bot.sharing.readable import codes, pages
from tests.bot.telegram_server import TOKEN, telegram_server

DOCUMENT = "kl-hn12-2023"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
PAGE = "https://hoidap.example.vn"


def share(library: Path, *arguments: object, **settings: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    env = environment(library, public_url=PAGE, **settings)
    done = hoidap("share", *map(str, arguments), env=env)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_links_for_each_configured_channel(library: Path) -> None:
    with telegram_server() as telegram:
        settings = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "zalo_link": "https://zalo.me/123"}
        code, out, err = share(library, "--document", DOCUMENT, **settings)
    assert (code, err) == (0, "")
    links, sections = out.splitlines()[:3], out.splitlines()[3:]
    assert f"{PAGE}/van-ban/{DOCUMENT}" in links[0]
    assert f"https://t.me/hoidap_bot?start=d_{DOCUMENT}" in links[1]
    assert "https://zalo.me/123  (chỉ mở cuộc trò chuyện)" in links[2]
    assert "   6. Hạn chế" in sections


def test_an_address_that_no_telephone_reaches_is_told(library: Path) -> None:
    done = hoidap("share", env=environment(library))
    assert done.stdout.decode() == "Trang web:  http://127.0.0.1:8080/\n"
    assert "HOIDAP_PUBLIC_URL" in done.stderr.decode()


def test_a_pdf_has_a_poster_for_each_channel(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "ap-phich.pdf"
    asked = ("--document", DOCUMENT, "--section", 6, "--out", file)
    code, _, err = share(library, *asked, zalo_link="https://zalo.me/123")
    assert code == 0, err
    web, zalo = pages(file.read_bytes())
    assert codes(web[1])[0].startswith(f"{PAGE}/van-ban/{DOCUMENT}#doan-")
    assert codes(zalo[1]) == ["https://zalo.me/123"]
    assert "Hạn chế" in web[0]


def test_a_card_holds_the_answer_s_quote(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "the.pdf"
    code, _, err = share(library, "--question", QUESTION, "--card", "--out", file)
    assert code == 0, err
    [(text, picture)] = pages(file.read_bytes())
    assert "«Tuy vậy, còn 11 chỉ tiêu khó đạt và 01 chỉ tiêu có khả năng không đạt.»" in text
    assert codes(picture)[0].startswith(f"{PAGE}/van-ban/{DOCUMENT}?trich=")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--document", "khong-co"), 1),
        (("--channel", "zalo"), 1),
        (("--question", " "), 1),
        (("--channel", "fax"), 2),
        (("--section", "1"), 2),
        (("--question", QUESTION, "--document", DOCUMENT), 2),
        (("--card", "--out", "khong.png"), 2),
        (("--out", "khong.gif"), 2),
    ],
)
def test_what_cannot_be_shared_is_one_line(library: Path, arguments: tuple[str, ...], code: int) -> None:
    returned, out, err = share(library, *arguments)
    assert (returned, out) == (code, "")
    assert err.count("\n") == 1
    assert not Path("khong.png").exists()
