"""Administration at `/quan-tri`: nobody without the password, no form without its mark, and the work of a whole day."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from argon2 import PasswordHasher

from bot.channels.web import page as pages
from bot.channels.web.admin.gate import MOST_FROM_AN_ADDRESS
from bot.channels.web.admin.uploads import MOST_BYTES
from bot.phrases import admin as texts
from tests.bot.browser import PHONE, needs_chromium, scrolls_sideways, serious_findings, visiting
from tests.bot.served import Served, environment, serving
from tests.index.load.office import docx, paragraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEMPLATES = Path(pages.__file__).parent / "templates"
PASSWORD = "mật khẩu của quản trị"
HASH = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
DOCUMENT = "kl-hn12-2023"
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
PAGES = ("", "/lich-su", "/thong-ke", "/thong-ke?ngay=90", "/nhat-ky", "/viec", "/xac-nhan?viec=lap-lai")
LEAST_READABLE_PX = 12
FORMS = ("/dang-xuat", "/viec", "/tep/0123456789abcdef")


def settings(library: Path, journal: Path) -> dict[str, str]:
    return environment(library, mailbox=journal, admin_password_hash=HASH)


@pytest.fixture(scope="module")
def office(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site whose library may be changed."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(library, folder / "library")
    with serving(settings(folder / "library", folder / "journal"), folder) as running:
        yield running


def call(served: Served, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[HTTPResponse, str]:
    """A GET, or a form, of `/quan-tri…`."""
    connection = HTTPConnection(urlsplit(served.address).netloc, timeout=30)
    body = None if fields is None else urlencode(fields)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET" if body is None else "POST", f"/quan-tri{path}", body, {**kind, **more})
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    return response, content


def logged_in(served: Served) -> str:
    """The cookie of a new session."""
    response, _ = call(served, "/dang-nhap", {"password": PASSWORD})
    assert response.status == 303
    return response.headers["Set-Cookie"].partition(";")[0]


def csrf_of(served: Served, cookie: str) -> str:
    match = re.search(r'name="csrf" value="([^"]+)"', call(served, "", Cookie=cookie)[1])
    assert match
    return match[1]


def test_nobody_gets_in_without_logging_in(office: Served) -> None:
    for path in (*PAGES, "/tep/0123456789abcdef", "/cau-hoi.csv", "/nhat-ky.csv"):
        response, content = call(office, path, Cookie="hoidap_admin=doan")
        assert (response.status, response.headers["Location"], content) == (303, "/quan-tri/dang-nhap", "")
    for path in (*FORMS, "/tai-len"):
        assert call(office, path, {"csrf": ""})[0].headers["Location"] == "/quan-tri/dang-nhap"


def test_the_cookie_is_for_this_site_s_server_alone(office: Served) -> None:
    cookie = call(office, "/dang-nhap", {"password": PASSWORD})[0].headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/quan-tri" in cookie
    assert "secure" not in cookie
    behind = call(office, "/dang-nhap", {"password": PASSWORD}, X_Forwarded_Proto="https")[0]
    assert "secure" in behind.headers["Set-Cookie"].lower()


def test_no_page_of_administration_is_kept(office: Served) -> None:
    cookie = logged_in(office)
    for path in PAGES:
        response, _ = call(office, path, Cookie=cookie)
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert call(office, "/dang-nhap")[0].headers["Cache-Control"] == "no-store"


def test_a_form_without_its_mark_changes_nothing(office: Served) -> None:
    cookie, other = logged_in(office), csrf_of(office, logged_in(office))
    chosen = {"viec": "rut", "ma": DOCUMENT, "lam": "nhan"}
    for path in FORMS:
        for mark in ({}, {"csrf": ""}, {"csrf": other}):
            assert call(office, path, {**chosen, **mark}, Cookie=cookie)[0].status == 403
        own = {**chosen, "csrf": csrf_of(office, cookie)}
        assert call(office, path, own, Cookie=cookie, Origin="https://khac.example.vn")[0].status == 403
    assert DOCUMENT in call(office, "", Cookie=cookie)[1]


def test_an_upload_without_its_mark_or_past_the_bound_is_refused(office: Served) -> None:
    body = '--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nsai\r\n--x\r\n'
    body += 'Content-Disposition: form-data; name="tep"; filename="a.md"\r\n\r\n# A\r\n--x--\r\n'
    for length, status in ((len(body), 403), (MOST_BYTES * 2, 413)):
        connection = HTTPConnection(urlsplit(office.address).netloc, timeout=30)
        connection.putrequest("POST", "/quan-tri/tai-len")
        connection.putheader("Cookie", logged_in(office))
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(length))
        connection.endheaders(body.encode())
        assert connection.getresponse().status == status
        connection.close()


def test_after_logging_out_the_cookie_opens_nothing(office: Served) -> None:
    cookie = logged_in(office)
    assert call(office, "/dang-xuat", {"csrf": csrf_of(office, cookie)}, Cookie=cookie)[0].status == 303
    assert call(office, "", Cookie=cookie)[0].status == 303


def test_wrong_passwords_lock_the_login_also_after_a_restart(library: Path, tmp_path: Path) -> None:
    env = settings(library, tmp_path / "journal")
    with serving(env, tmp_path) as running:
        cookie = logged_in(running)
        found = [call(running, "/dang-nhap", {"password": "đoán"})[0].status for _ in range(MOST_FROM_AN_ADDRESS)]
        assert found == [403] * (MOST_FROM_AN_ADDRESS - 1) + [429]
        assert call(running, "/dang-nhap", {"password": PASSWORD})[0].status == 429
        log = call(running, "/nhat-ky", Cookie=cookie)[1]
        assert log.count(texts.action("login_failed")) == MOST_FROM_AN_ADDRESS
        assert log.count(texts.action("login_locked")) == 1
        assert "127.0.0.1" not in log
        assert "đoán" not in running.written()
    with serving(env, tmp_path) as running:
        response, content = call(running, "/dang-nhap", {"password": PASSWORD})
        assert response.status == 429
        assert texts.LOCKED in content


def test_without_a_password_there_is_no_administration(served: Served) -> None:
    response, content = call(served, "/dang-nhap")
    assert response.status == 404
    assert texts.NOT_SET_UP in content
    assert call(served, "/dang-nhap", {"password": ""})[0].status == 404


@pytest.mark.parametrize("path", ["/xac-nhan", "/xac-nhan?viec=xoa", "/xac-nhan?viec=rut&ma=<b>"])
def test_what_cannot_be_chosen_is_refused(office: Served, path: str) -> None:
    assert call(office, path, Cookie=logged_in(office))[0].status == 400


@pytest.mark.parametrize("path", ["/tep/0123456789abcdef", "/tep/..%2f..", "/xac-nhan?viec=rut&ma=khong-co"])
def test_what_is_not_there_is_told(office: Served, path: str) -> None:
    assert call(office, path, Cookie=logged_in(office))[0].status == 404


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("admin-*.html")), ids=lambda path: path.stem)
def test_a_template_uses_every_text_that_is_made_for_it(path: Path) -> None:
    name = path.stem.removeprefix("admin-").upper() + "_PAGE"
    made = texts.PAGE if name == "HOME_PAGE" else getattr(texts, name)
    assert set(re.findall(r"\btexts\.(\w+)", path.read_text(encoding="utf-8"))) | {"title"} == set(made)


# ── In a browser, without JavaScript ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def admin(office: Served, browser: Browser) -> Iterator[Page]:
    """An administrator who has just logged in."""
    with visiting(browser, java_script_enabled=False, accept_downloads=True) as page:
        page.goto(f"{office.address}/quan-tri")
        page.get_by_label(texts.LOGIN_PAGE["password"]).fill(PASSWORD)
        page.get_by_role("button", name=texts.LOGIN_PAGE["login"]).click()
        page.get_by_role("heading", name=texts.PAGE["upload"]).wait_for()
        yield page


def send(page: Page, office: Served, name: str, content: bytes) -> None:
    """Uploads a file and comes to its preview."""
    page.goto(f"{office.address}/quan-tri")
    page.get_by_label(texts.PAGE["file"]).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name=texts.PAGE["send"]).click()
    page.get_by_role("heading", name=texts.PREVIEW_PAGE["title"]).wait_for()


def take_in(page: Page) -> None:
    """Confirms the preview and waits until the job is done: the page asks again by itself."""
    page.get_by_role("button", name=texts.PREVIEW_PAGE["take"]).click()
    page.locator(".outcome").wait_for(timeout=30_000)


def ask(office: Served, question: str) -> str:
    """What somebody else is answered."""
    connection = HTTPConnection(urlsplit(office.address).netloc, timeout=30)
    connection.request("POST", "/api/ask", json.dumps({"question": question}), {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return str(answer["text"])


def forest(hectares: int) -> bytes:
    lines = ("KẾ HOẠCH PHÁT TRIỂN RỪNG", f"Trong năm 2025 trồng mới {hectares} ha rừng sản xuất.", "Giữ tỷ lệ che phủ.")
    return docx("".join(map(paragraph, lines)))


@needs_chromium
def test_a_document_is_sent_asked_about_replaced_and_brought_back(office: Served, admin: Page) -> None:
    question = "Năm 2025 trồng mới bao nhiêu ha rừng?"
    send(admin, office, "rung.docx", forest(3500))
    take_in(admin)
    assert "3500 ha" in ask(office, question)

    send(admin, office, "rung.docx", forest(4100))
    assert "trồng mới 4100 ha" in admin.locator(".difference").first.inner_text()
    assert "trồng mới 3500 ha" in admin.locator(".difference").last.inner_text()
    take_in(admin)
    assert "4100 ha" in ask(office, question)

    admin.goto(f"{office.address}/quan-tri/lich-su")
    admin.get_by_role("link", name=texts.HISTORY_PAGE["back"]).first.click()
    admin.get_by_role("button", name=texts.GOING_BACK).click()
    admin.locator(".outcome").wait_for(timeout=30_000)
    assert "3500 ha" in ask(office, question)

    admin.goto(f"{office.address}/quan-tri")
    admin.get_by_role("listitem").filter(has_text="rung.docx").get_by_role("link", name=texts.PAGE["remove"]).click()
    admin.get_by_role("button", name=texts.REMOVING).click()
    admin.locator(".outcome").wait_for(timeout=30_000)
    assert "ha rừng" not in ask(office, question)

    admin.goto(f"{office.address}/quan-tri/nhat-ky")
    done = admin.locator("tbody td:last-child").evaluate_all("cells => cells.map(each => each.firstChild.data.trim())")
    assert done[:4] == [texts.action(each) for each in ("remove", "rollback", "add", "add")]
    with admin.expect_download() as download:
        admin.get_by_role("link", name=texts.AUDIT_PAGE["csv"]).click()
    assert texts.action("rollback") not in Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "rollback" in Path(download.value.path()).read_text(encoding="utf-8-sig")


@needs_chromium
def test_a_job_goes_on_when_its_tab_is_closed(office: Served, admin: Page) -> None:
    admin.goto(f"{office.address}/quan-tri/xac-nhan?viec=lap-lai")
    admin.get_by_role("button", name=texts.REINDEXING).click()
    other = admin.context.new_page()
    admin.close()
    other.goto(f"{office.address}/quan-tri/viec")
    other.locator(".outcome").wait_for(timeout=30_000)
    assert texts.REINDEXING in other.locator(".panel").inner_text()


@needs_chromium
def test_markup_in_a_title_and_a_file_s_name_stays_text(office: Served, admin: Page) -> None:
    content = f"# Quy chế {HOSTILE}\n\n## Mục {HOSTILE}\n\nCó 9 chương {HOSTILE} trong quy chế.\n".encode()
    send(admin, office, '"><img src=x onerror=alert(3)>.md', content)
    assert "<img src=x onerror=alert(3)>" in admin.locator(".note").inner_text()
    assert HOSTILE in admin.locator(".panel").inner_text()
    take_in(admin)
    admin.goto(f"{office.address}/quan-tri")
    assert HOSTILE in admin.locator(".entries").inner_text()
    assert admin.locator("main img, main script").count() == 0


@needs_chromium
def test_a_secret_file_waits_for_a_person_and_a_file_of_no_kind_says_why(office: Served, admin: Page) -> None:
    send(admin, office, "mat.md", "MẬT\n\n# Kế hoạch phòng thủ\n\nBố trí 3 chốt.\n".encode())
    assert admin.get_by_role("button", name=texts.PREVIEW_PAGE["take_held"]).is_visible()
    admin.get_by_role("button", name=texts.PREVIEW_PAGE["drop"]).click()
    assert "phòng thủ" not in admin.locator("main").inner_text()
    send(admin, office, "hong.docx", b"PK\x03\x04" + bytes(100))
    assert "hong.docx" in admin.locator(".problem").inner_text()
    assert admin.get_by_role("button", name=texts.PREVIEW_PAGE["take"]).count() == 0


@needs_chromium
def test_the_pages_fit_a_phone_and_hinder_nobody(office: Served, browser: Browser) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto(f"{office.address}/quan-tri")
        assert serious_findings(page) == []
        page.get_by_label(texts.LOGIN_PAGE["password"]).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=texts.PAGE["upload"]).wait_for()
        for path in PAGES:
            page.goto(f"{office.address}/quan-tri{path}")
            assert not scrolls_sideways(page), path
            assert serious_findings(page) == [], path


@needs_chromium
def test_on_a_phone_the_file_control_speaks_vietnamese_and_the_plots_can_be_read(
    office: Served, browser: Browser
) -> None:
    ask(office, "Có bao nhiêu chỉ tiêu khó đạt?")
    with visiting(browser, viewport=PHONE) as page:
        page.goto(f"{office.address}/quan-tri")
        page.get_by_label(texts.LOGIN_PAGE["password"]).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.locator("#chosen", has_text=texts.PAGE["no_file"]).wait_for()
        with page.expect_file_chooser() as chooser:
            page.get_by_text(texts.PAGE["choose"], exact=True).click()
        chooser.value.set_files({"name": "rung.docx", "mimeType": "text/plain", "buffer": b"x"})
        page.locator("#chosen", has_text="rung.docx").wait_for()
        page.goto(f"{office.address}/quan-tri/thong-ke")
        heights = page.locator(".plot text").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
        assert heights
        assert min(heights) > LEAST_READABLE_PX
        today = page.locator(".plot").first.locator("text").last
        assert today.evaluate("each => each.getBoundingClientRect().right <= innerWidth")
