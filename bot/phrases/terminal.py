"""The command line: help, usage, what commands say, and the reasons of the operating system."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence

from index.errors import system_reason

HELP_USAGE = "Cách dùng:"
HELP_POSITIONALS = "Tham số"
HELP_OPTIONS = "Tùy chọn"
HELP_COMMANDS = "Lệnh"
HELP_COMMAND = "LỆNH"

HELP = {
    "hoidap": "Hỏi văn bản của Đảng, nhận lại đúng nguyên văn và nơi trích. Xem từng lệnh: hoidap LỆNH --help",
    "help": "hiện hướng dẫn này",
    "serve": "mở trang hỏi đáp và các kênh đã cấu hình",
    "ask": "hỏi một câu, hoặc nhiều câu từ một tệp",
    "search": "tìm các đoạn gần câu hỏi nhất, kèm điểm",
    "add": "thêm hoặc thay văn bản",
    "remove": "rút văn bản khỏi thư viện",
    "list": "liệt kê văn bản trong thư viện",
    "reindex": "lập lại chỉ mục, ví dụ sau khi đổi bộ mã hóa",
    "history": "các bản của thư viện, từ cũ tới mới",
    "rollback": "đưa thư viện về một bản trước",
    "check": "kiểm tra thư viện và sửa phần hỏng",
    "backup": "sao lưu thư viện ra một tệp",
    "restore": "phục hồi thư viện từ một tệp sao lưu",
    "bench": "đo tốc độ và bộ nhớ",
    "eval": "đo chất lượng tìm kiếm, trả lời và từ chối trên một bộ câu hỏi",
    "question_set": "thư mục theo kiểu BEIR (corpus.jsonl, queries.jsonl, qrels.tsv) hoặc tệp .jsonl các câu hỏi",
    "fold": "bỏ dấu của câu hỏi trước khi hỏi",
    "limit": "chỉ hỏi chừng ấy câu đầu của mỗi loại",
    "run": "ghi các văn bản tìm được theo dạng TREC vào tệp này",
    "model": "mô hình mã hóa đi kèm",
    "export": "xuất mô hình thành thư mục dùng được với sentence-transformers",
    "question": "câu hỏi; dấu - là đọc từ đầu vào chuẩn",
    "json": "in kết quả dạng JSON",
    "jsonl": 'tệp mỗi dòng một {"id","question"}; dấu - là đầu vào chuẩn; mỗi dòng được một dòng trả lời, đúng thứ tự',
    "k": "số đoạn (mặc định %(default)s)",
    "paths": "tệp hoặc thư mục văn bản",
    "dry_run": "chỉ xem trước, không ghi gì",
    "confirm_held": "nhận cả văn bản có dấu mật đã được phép",
    "ids": "mã văn bản (xem hoidap list)",
    "generation": "số của bản (xem hoidap history)",
    "backup_file": "tệp sao lưu",
    "folder": "thư mục",
}
"""Help of commands and their arguments, by name."""

USAGE_ERRORS = (
    (r"the following arguments are required: (.*)", r"thiếu \1"),
    (r"unrecognized arguments: (.*)", r"không có tham số \1"),
    (r"argument .*?: invalid choice: (\S+) .*", r"không có lệnh \1"),
    (r"argument (.*?): invalid .* value: (.*)", r"\1 không nhận giá trị \2"),
    (r"argument (.*?): expected .*", r"\1 cần một giá trị"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không đi cùng \2"),
)
"""argparse's reasons as patterns, and what they become."""

ASK_WHAT = "cần một câu hỏi, hoặc --jsonl TỆP, và không cả hai"
INTERRUPTED = "Đã dừng."
BENCH_HEADING = f"{'bộ mã hóa':<24} {'mở (s)':>8} {'câu (ms)':>9} {'so nền':>8} {'đoạn/s':>9} {'so nền':>8} {'MB':>9}"
STDIN_NOT_UTF8 = "Đầu vào chuẩn không phải văn bản UTF-8: chuyển sang UTF-8 rồi chạy lại."
ARGUMENT_NOT_UTF8 = "Câu hỏi không phải văn bản UTF-8: đặt bảng mã của cửa sổ lệnh là UTF-8 rồi chạy lại."
NOTHING_WRITTEN = "Chỉ xem trước: chưa ghi gì vào thư viện."
LIBRARY_IS_EMPTY = "Thư viện chưa có văn bản nào. Thêm văn bản: hoidap add ĐƯỜNG_DẪN"
NOT_RUNNING = "Không kết nối được với tiến trình hoidap serve."

FATES = {
    "added": "thêm",
    "replaced": "thay",
    "updated": "sửa thông tin",
    "renamed": "đổi tên",
    "unchanged": "không đổi",
    "duplicate": "trùng",
    "held": "tạm giữ",
    "failed": "lỗi",
}

_ACTIONS = {
    "add": "thêm",
    "remove": "rút",
    "erase": "xóa hẳn",
    "reindex": "lập lại chỉ mục",
    "rollback": "quay về bản",
    "restore": "phục hồi",
}

STAGES = {"read": "Đọc văn bản", "encode": "Mã hóa đoạn", "build": "Lập chỉ mục"}


def wrong_usage(reason: str, program: str) -> str:
    """One line for a command that was typed wrongly."""
    return f"Sai cách gọi: {reason}. Xem: {program} --help"


def file_line(fate: str, path: str, document_id: str, remark: str) -> str:
    """What became of one file that was to be added."""
    return "  ".join(part for part in (FATES.get(fate, fate), path, document_id, remark) if part)


def library_line(document_id: str, title: str, origin: str, passages: int) -> str:
    """One document in a listing; `origin` is its number, issuer and date."""
    return "  ".join(part for part in (document_id, title, origin, f"({passages} đoạn)") if part)


def library_is_now(generation: str) -> str:
    """After a change that is published."""
    return f"Thư viện nay ở bản {generation}."


def history_line(generation: str, published: str, action: str, detail: str) -> str:
    """One generation of the library."""
    return "  ".join(part for part in (generation, published, _ACTIONS.get(action, action), detail) if part)


def check_line(documents: int, passages: int) -> str:
    """What a check has read."""
    return f"Đã kiểm tra {documents} văn bản, {passages} đoạn."


def finding_line(what: str, repaired: bool) -> str:
    """Something that a check found."""
    return f"{'đã sửa' if repaired else 'hỏng'}  {what}"


def backed_up(path: object) -> str:
    """After a backup."""
    return f"Đã sao lưu vào {path}."


def exported(path: object) -> str:
    """After the packaged model was written as a folder."""
    return f"Đã xuất mô hình vào {path}."


def progress(stage: str, done: int, total: int) -> str:
    """How far a long command has come."""
    return f"{STAGES.get(stage, stage)}: {done}/{total}"


def indexing(documents: object) -> str:
    """Before the documents that come with the program are indexed."""
    return f"Chưa có thư viện: đang lập chỉ mục các văn bản trong {documents}…"


def no_documents(library: object, documents: object) -> str:
    """Neither a library nor documents to make one of."""
    return (
        f"Chưa có thư viện {library} và cũng không có thư mục văn bản {documents}: "
        "chạy trong thư mục của dự án, hoặc thêm văn bản bằng hoidap add ĐƯỜNG_DẪN."
    )


def line_not_utf8(number: int) -> str:
    """A line of `--jsonl` in another encoding."""
    return f"Dòng {number} không phải văn bản UTF-8."


def line_not_json(number: int) -> str:
    """A line of `--jsonl` that is no JSON."""
    return f"Dòng {number} không phải JSON."


def line_without_question(number: int) -> str:
    """A line of `--jsonl` without a question."""
    return f'Dòng {number} thiếu trường "question" là một chuỗi.'


def lines_failed(count: int) -> str:
    """After `--jsonl`: how many lines got an error for an answer."""
    return f"{count} dòng không hỏi được; lý do nằm ở trường error của dòng tương ứng."


def cannot_read(path: object, error: OSError) -> str:
    """A file named on the command line that cannot be opened."""
    reason = "không có tệp này" if isinstance(error, FileNotFoundError) else _system_reason(error)
    return f"Không đọc được {path}: {reason}."


def cannot_listen(host: str, port: int, error: Exception) -> str:
    """The address of the page is taken or is not this machine's."""
    return f"Không mở được {host}:{port} ({_system_reason(error)}): đặt HOIDAP_HOST và HOIDAP_PORT khác."


def system_refuses(error: OSError) -> str:
    """A failure of the disk, the network or the permissions, wherever it came up."""
    where = f" ({error.filename})" if error.filename else ""
    return f"Hệ điều hành báo lỗi: {_system_reason(error)}{where}."


def _system_reason(error: Exception) -> str:
    known = {
        errno.EADDRINUSE: "cổng đang có chương trình khác dùng",
        errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
        socket.EAI_AGAIN: "không tìm được tên máy này",
        socket.EAI_NONAME: "không tìm được tên máy này",
    }
    return known.get(getattr(error, "errno", None) or 0) or (
        system_reason(error) if isinstance(error, OSError) else type(error).__name__
    )


def serving(address: str, channels: Sequence[str]) -> str:
    """Where people can ask; addresses only."""
    return "\n".join((f"Trang hỏi đáp: {address}", *(f"Kênh {name}: đang mở" for name in channels)))


def channel_stopped(name: str) -> str:
    """A channel failed while the others go on."""
    return f"kênh {name} dừng vì lỗi; các kênh khác vẫn chạy"


def eval_refusals(auroc: str, refused: str) -> str:
    """How well the confidence parts questions that the documents answer from those that they don't."""
    return f"AUROC {auroc} · từ chối được {refused} câu không có lời đáp khi từ chối nhầm 5% câu có lời đáp"
