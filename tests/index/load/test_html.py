"""Web pages: the document in them, without what is around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.errors import UnreadableError
from index.load import load_bytes
from index.types import Extract

Seen = tuple[str, str, int]
See = Callable[[bytes], list[Seen]]
PROSE = "<p>Hội nghị thống nhất đánh giá các cấp ủy đã lãnh đạo thực hiện thắng lợi nhiệm vụ chính trị được giao.</p>"


def page(body: str, title: str = "Kết luận", head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def test_menus_forms_and_notices_are_left_out(texts: Callable[[bytes], list[str]]) -> None:
    around = (
        "<nav><ul><li><a href='/'>Trang chủ</a></li></ul></nav><div class='menu-top'>Giới thiệu</div>"
        "<form><label>Tìm kiếm trong toàn bộ cổng thông tin điện tử của tỉnh</label></form>"
        "<script>var a = 'Hội nghị';</script><style>p {color: red}</style>"
    )
    body = (
        f"{around}<div id='main'><h1>Kết luận</h1>{PROSE * 3}</div><footer><p>Bản quyền thuộc về {PROSE}</p></footer>"
    )
    assert texts(page(body))[0] == "Kết luận"
    assert len(texts(page(body))) == 4


def test_the_document_is_kept_when_it_stands_in_a_part_that_is_hidden_or_named_like_a_menu(see: See) -> None:
    found = see(page(f"<div class='tab-nav' style='display:none'>{PROSE * 4}</div><p>Đăng nhập</p>"))
    assert len([text for kind, text, _ in found if kind == "paragraph"]) == 4


def test_headings_lists_and_bold_lines_are_told(see: See) -> None:
    lists = "<ol><li>Thu ngân sách</li><li>Chi đầu tư</li></ol><ul><li>khác</li></ul>"
    body = f"<h2>Mục tiêu</h2>{PROSE}{lists}<p><b>Kết quả</b></p>"
    found = see(page(f"<article>{body}{PROSE}</article>", title=""))
    assert [each for each in found if each[0] != "paragraph"] == [
        ("heading", "Mục tiêu", 2),
        ("item", "1. Thu ngân sách", 0),
        ("item", "2. Chi đầu tư", 0),
        ("item", "- khác", 0),
        ("heading", "Kết quả", 0),
    ]


def test_a_table_of_data_is_rows_and_one_of_layout_is_not(see: See) -> None:
    data = "<table><tr><th>Chỉ tiêu</th><th>Năm</th></tr><tr><td>Thu</td><td>5</td></tr></table>"
    layout = f"<table><tr><td><h3>Phần một</h3>{PROSE}{data}</td></tr></table>"
    assert [each for each in see(page(layout, title="")) if each[0] in ("row", "heading")] == [
        ("heading", "Phần một", 3),
        ("row", "Chỉ tiêu | Năm", 1),
        ("row", "Thu | 5", 0),
    ]


def test_unclosed_tags_are_closed_as_a_browser_does(texts: Callable[[bytes], list[str]]) -> None:
    assert texts(page("<p>Một<p>Hai<ul><li>ba<li>bốn</ul>năm", title="")) == ["Một", "Hai", "- ba", "- bốn", "năm"]


def test_the_title_comes_first_when_the_page_does_not_show_it(see: See) -> None:
    assert see(page(PROSE))[0] == ("title", "Kết luận", 0)


def test_a_page_of_a_server_s_error_is_refused() -> None:
    with pytest.raises(UnreadableError, match="trang báo lỗi của máy chủ"):
        load_bytes("luật.pdf", page("<h2>404 - File or directory not found.</h2>", title="404 - File not found"))


def test_a_page_saved_by_word_in_an_old_font_is_read(extract: Callable[[bytes], Extract]) -> None:
    style = '<style>p.MsoNormal {font-family:".VnTime";} p.H {font-family:.VnTimeH}</style>'
    body = "<p class=MsoNormal>Céng hoµ x· héi chñ nghÜa ViÖt Nam</p><p class=H>®éc lËp</p>"
    declared = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
    found = extract(page(body, title="", head=declared + style).decode().encode("cp1252"))
    assert [block.text for block in found.blocks] == ["Cộng hoà xã hội chủ nghĩa Việt Nam", "ĐỘC LẬP"]


def test_a_page_saved_with_its_pictures_is_read(texts: Callable[[bytes], list[str]]) -> None:
    bundle = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page(PROSE * 2)
        + b"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--b--\r\n"
    )
    assert len(texts(bundle)) == 3


def test_tags_nested_without_end_are_read() -> None:
    assert load_bytes("sâu.html", page("<div>" * 20_000 + PROSE)).blocks


def test_a_page_of_very_many_elements_is_refused() -> None:
    with pytest.raises(UnreadableError, match="trang có hơn 500000 phần tử"):
        load_bytes("to.html", page(PROSE + "<br>" * 500_001))
