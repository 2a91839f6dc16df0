"""The page and its API, served by the real `hoidap serve`."""

from __future__ import annotations

import json
import re
import signal
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot import phrases
from bot.channels.web import page
from bot.channels.web.page import static_files
from bot.channels.web.security import SECURITY_HEADERS
from bot.phrases import terminal
from bot.phrases import web as texts
from tests.bot.served import Served, environment, hoidap, serving

PAGES = Path(page.__file__).parent
STATIC, TEMPLATES = PAGES / "static", PAGES / "templates"
MOST_BYTES = 60_000
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


def call(
    served: Served, path: str, body: bytes | None = None, media_type: str = "application/json"
) -> tuple[HTTPResponse, bytes]:
    """A GET, or a POST of `body`."""
    connection = HTTPConnection(urlsplit(served.address).netloc, timeout=20)
    headers = {} if body is None else {"Content-Type": media_type}
    connection.request("GET" if body is None else "POST", path, body, headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def ask(served: Served, question: Any, **more: Any) -> tuple[int, dict[str, Any]]:
    response, content = call(served, "/api/ask", json.dumps({"question": question, **more}).encode())
    return response.status, json.loads(content)


def test_the_page_says_that_a_program_answers(served: Served) -> None:
    response, content = call(served, "/")
    assert response.status == 200
    assert phrases.AUTOMATIC in content.decode()
    assert '<html lang="vi">' in content.decode()


def test_every_response_has_the_security_headers(served: Served) -> None:
    for path in ("/", "/static/page.js", "/api/topics", "/healthz", "/khong-co", "/static/khong-co"):
        response, _ = call(served, path)
        assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "Server" not in response.headers


def test_the_page_loads_only_its_own_files_and_all_of_them_are_there(served: Served) -> None:
    _, content = call(served, "/")
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"#]+)"', content.decode()))
    assert len(addresses) == 4
    assert not re.search(r'(?:src|href)="(?![/#])', content.decode())
    for address in addresses:
        response, file = call(served, address)
        assert response.status == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert file


def test_script_and_style_are_small() -> None:
    sizes = [len(file.content) for name, file in static_files().items() if name.endswith((".js", ".css"))]
    assert len(sizes) >= 4
    assert sum(sizes) <= MOST_BYTES


def test_no_script_makes_markup_of_strings() -> None:
    scripts = list(STATIC.glob("*.js"))
    assert len(scripts) >= 2
    for script in scripts:
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert way not in script.read_text(encoding="utf-8")


def test_no_template_lets_a_value_be_markup() -> None:
    templates = list(TEMPLATES.iterdir())
    assert len(templates) >= 3
    for template in templates:
        assert not re.search(r"\|\s*safe|autoescape", template.read_text(encoding="utf-8"))


def test_what_people_read_stands_in_phrases_alone() -> None:
    files = [path for path in (*STATIC.iterdir(), *TEMPLATES.iterdir()) if path.suffix in (".html", ".js", ".css")]
    assert len(files) >= 6
    for path in files:
        assert not re.search(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("file", "name", "made"),
    [
        (TEMPLATES / "shell.html", "shell", texts.SHELL),
        (TEMPLATES / "chat.html", "chat", texts.CHAT),
        (TEMPLATES / "documents.html", "texts", texts.DOCUMENTS),
        (TEMPLATES / "document.html", "texts", texts.DOCUMENT),
        (TEMPLATES / "privacy.html", "texts", texts.PRIVACY),
        (STATIC / "chat.js", "texts", texts.CHAT_SCRIPT),
        (STATIC / "privacy.js", "texts", texts.PRIVACY_SCRIPT),
        (STATIC / "widget.js", "texts", texts.WIDGET),
    ],
)
def test_a_file_uses_every_text_that_is_made_for_it(file: Path, name: str, made: dict[str, str]) -> None:
    used = re.findall(rf"\b{name}\.(\w+)(?!\w|\.|')", file.read_text(encoding="utf-8"))
    assert set(used) - {"html"} == set(made)


def test_an_answer_has_the_contract_s_fields_and_what_the_page_shows(served: Served) -> None:
    status, answer = ask(served, QUESTION, conversation="a")
    assert status == 200
    assert answer["outcome"] == "answered"
    assert "11 chỉ tiêu khó đạt" in answer["quotes"][0]["text"]
    assert "11 chỉ tiêu khó đạt" in answer["text"]
    excerpt = answer["reply"]["excerpts"][0]
    assert any(span["kind"] == "quoted" and "11 chỉ tiêu" in span["text"] for span in excerpt["shown"])
    assert excerpt["origin"].endswith("ngày 06 tháng 7 năm 2023")


def test_topics_are_questions_that_can_be_asked(served: Served) -> None:
    _, content = call(served, "/api/topics")
    topics = json.loads(content)["topics"]
    assert len(topics) >= 3
    assert all(topic["title"] and topic["question"] for topic in topics)


@pytest.mark.parametrize("question", ["", "   ", "😀😀", "\u0000\u0007", "a" * 10_000, "\ud800"])
def test_what_is_no_question_is_refused_in_one_line(served: Served, question: str) -> None:
    status, answer = ask(served, question)
    assert status == 400
    assert "\n" not in answer["error"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"[1]", 400),
        (b"{}", 400),
        (b'{"question": 1}', 400),
        (b'{"question": "x", "conversation": 1}', 400),
        (b'{"question": "x", "conversation": "' + b"a" * 65 + b'"}', 400),
        (b"[" * 50_000, 400),
        (b'{"question": "' + b"a" * 70_000 + b'"}', 413),
    ],
)
def test_a_wrong_request_gets_a_reason_and_no_traceback(served: Served, body: bytes, status: int) -> None:
    response, content = call(served, "/api/ask", body)
    assert response.status == status
    assert set(json.loads(content)) == {"error"}


def test_another_site_s_form_cannot_ask(served: Served) -> None:
    response, _ = call(served, "/api/ask", b'{"question": "x"}', "text/plain")
    assert response.status == 415


def test_a_conversation_can_be_forgotten(served: Served) -> None:
    response, content = call(served, "/api/forget", b'{"conversation": "a"}')
    assert response.status == 200
    assert json.loads(content) == {"forgotten": True}


def test_markup_in_a_question_comes_back_as_the_same_characters(served: Served) -> None:
    question = "<script>alert(1)</script> chỉ tiêu & kết quả"
    _, answer = ask(served, question)
    assert answer["question"] == question


def test_a_supervisor_can_ask_whether_it_lives_and_is_ready(served: Served) -> None:
    assert json.loads(call(served, "/healthz")[1]) == {"status": "ok"}
    ready = json.loads(call(served, "/readyz")[1])
    assert ready["status"] == "ready"
    assert ready["generation"]


def test_the_health_check_of_the_command_line_tells_whether_it_is_ready(served: Served, library: Path) -> None:
    address = urlsplit(served.address)
    assert hoidap("health", env=environment(library, host="0.0.0.0", port=address.port)).returncode == 0
    failed = hoidap("health", env=environment(library, port=1))
    assert failed.returncode == 1
    assert failed.stderr.decode().strip() == terminal.NOT_RUNNING


def test_a_port_that_is_taken_is_one_line(served: Served, library: Path) -> None:
    failed = hoidap("serve", env=environment(library, port=urlsplit(served.address).port))
    assert failed.returncode == 1
    assert failed.stderr.decode().count("\n") == 1
    assert "HOIDAP_PORT" in failed.stderr.decode()


def test_questions_are_not_logged(served: Served) -> None:
    ask(served, "Ai đã hỏi câu bí mật này?")
    assert "bí mật" not in served.written()


def test_ctrl_c_stops_it_and_it_says_nothing_wrong(library: Path, tmp_path: Path) -> None:
    with serving(environment(library), tmp_path) as running:
        ask(running, QUESTION)
        assert running.stop(signal.SIGINT) == 0
        assert "Traceback" not in running.written()
        assert "ERROR" not in running.written()
