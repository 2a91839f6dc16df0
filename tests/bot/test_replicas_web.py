"""Two real `hoidap serve` over one PostgreSQL: what an administrator does at one page is seen, and gone on with, at the
other's; and the database that they fill holds no column that the table of personal data does not tell of."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from argon2 import PasswordHasher

from bot.phrases import admin as texts
from bot.phrases import kept
from index.library.server import Server
from tests.bot.replicas import Replicas, replicas
from tests.postgres_server import Postgres

PASSWORD = "mật khẩu của quản trị"
HASH = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
NAME = "rung-ven-ho.txt"
FOREST = "Diện tích rừng phòng hộ ven hồ là bao nhiêu héc-ta?"
FOREST_QUOTE = "4321 héc-ta"
FOREST_TEXT = "Nghị quyết về rừng phòng hộ ven hồ\n\nI. Diện tích\n\nDiện tích rừng phòng hộ ven hồ là 4321 héc-ta.\n"
SECONDS_TO_WAIT = 60.0
SECONDS_BETWEEN_LOOKS = 0.1


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> Server:
    return postgres.new_database()


@pytest.fixture(scope="module")
def two(database: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Replicas that search vectors in the database."""
    folder, settings = tmp_path_factory.mktemp("pages"), {"dense": "pgvector", "admin_password_hash": HASH}
    with replicas(folder, database_url=database.address, asks_per_minute=10_000, **settings) as running:
        running.start(1)  # it fills the library
        running.start(1)
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[httpx.Client]:
    """One browser: its cookies are for 127.0.0.1, on whichever port."""
    with httpx.Client(timeout=30.0) as client:
        yield client


@pytest.fixture(scope="module")
def offices(two: Replicas, browser: httpx.Client) -> list[str]:
    """The addresses of both administrations, after logging in at the first."""
    addresses = [f"{each.address.rstrip('/')}/quan-tri" for each in two.running]
    assert [browser.get(address).status_code for address in addresses] == [303, 303]
    assert browser.post(f"{addresses[0]}/dang-nhap", data={"password": PASSWORD}).status_code == 303
    return addresses


def until(look: Callable[[], httpx.Response], seen: Callable[[httpx.Response], bool]) -> httpx.Response:
    """The first response in which it is seen, or the last one that there was time for."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not seen(response := look()) and time.monotonic() < deadline:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return response


def csrf_of(page: httpx.Response) -> str:
    match = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert match
    return match[1]


def test_a_login_at_one_page_opens_the_other(offices: list[str], browser: httpx.Client) -> None:
    pages = [browser.get(address) for address in offices]
    assert [page.status_code for page in pages] == [200, 200]
    assert csrf_of(pages[0]) == csrf_of(pages[1])


def test_a_file_sent_to_one_is_taken_in_at_the_other_and_answered_from_at_the_first(
    offices: list[str], browser: httpx.Client, two: Replicas
) -> None:
    first, second = offices
    sent = browser.post(
        f"{first}/tai-len",
        data={"csrf": csrf_of(browser.get(first))},
        files={"tep": (NAME, FOREST_TEXT.encode(), "text/plain")},
    )
    waiting = f"{second}{sent.headers['Location'].removeprefix('/quan-tri')}"
    preview = browser.get(waiting)
    assert NAME in preview.text
    taken = browser.post(waiting, data={"csrf": csrf_of(preview), "lam": "nhan"})
    assert taken.headers["Location"] == "/quan-tri/viec", two.written()

    def see() -> httpx.Response:
        return browser.get(f"{first}/viec")

    page = until(see, lambda page: "Refresh" not in page.headers)
    assert texts.TAKING_IN in page.text, two.written()
    assert texts.JOB_PAGE["done"] in page.text, two.written()
    assert NAME in page.text

    def ask() -> httpx.Response:
        return browser.post(f"{first.removesuffix('/quan-tri')}/api/ask", json={"question": FOREST})

    answer = until(ask, lambda answer: answer.json()["generation"] == "2")  # the old one answers while it is derived
    assert FOREST_QUOTE in answer.json()["quotes"][0]["text"], two.written()


def test_every_column_of_their_database_is_told_of(two: Replicas, database: Server, postgres: Postgres) -> None:
    assert len(two.running) == 2
    query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    real = set(postgres.run(database.address.rpartition("/")[2], query))
    tables = {table for table, _ in real}
    told = {(each.table, column) for each in kept.KEPT for column in each.columns if each.table in tables}
    assert {"dense_vectors", "versions", "sessions", "answers"} <= tables
    assert real == told
