"""What the commands of the library say beside the lines that other channels say too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot import phrases
from bot.phrases import terminal

if TYPE_CHECKING:
    from index.library.report import ChangeReport

STOPPED = "Thư viện vẫn như trước khi chạy lệnh. Chạy lại lệnh để làm tiếp: phần đã mã hóa được giữ, không làm lại."
CONFIRM_HELD = "nếu đã được phép công khai, chạy lại với --confirm-held"
FORGOTTEN = "(chỉ còn ghi nhận, không trở về được)"

_FULL, _EMPTY = "█", "░"
_CELLS = 20
_NAMED = 5
CHANGES_TOLD = 20
"""Documents of a change that are named: a chat message holds so many, and `hoidap list` names all."""
LONGEST_NAME = 70
"""Characters of a number and title: two lists of CHANGES_TOLD with their ids fit into a chat message."""
_MINUTE, _HOUR = 60, 3600


def place(headings: Sequence[str], page: int | None, header: str = "") -> str:
    """Where in a document a passage stands: its headings, its table's header, its page where there are pages.

    >>> place(("Chương II", "Điều 5"), 7)
    'Chương II › Điều 5, trang 7'
    >>> place(("Phụ lục",), None, "STT | Chỉ tiêu | Năm")
    'Phụ lục › bảng: STT | Chỉ tiêu | Năm'
    """
    columns = f"bảng: {' / '.join(header.splitlines())}" if header else ""
    path = phrases.section_path([*headings, *([columns] if columns else [])])
    return ", ".join(part for part in (path, f"trang {page}" if page else "") if part)


def file_details(origin: str, doubts: tuple[str, ...], held: bool) -> str:
    """Indented lines under a file: what its head says, what may be amiss, what to do with a file that is held."""
    lines = (origin, *(f"lưu ý: {doubt}" for doubt in doubts), CONFIRM_HELD if held else "")
    return "\n".join(f"      {line}" for line in lines if line)


def origin(number: str, issuer: str, dated: date | None) -> str:
    """What was read of a document's head, with what was not.

    >>> origin("12-KL/TU", "", None)
    'Số 12-KL/TU; chưa rõ cơ quan ban hành, ngày'
    """
    missing = [name for name, known in (("số", number), ("cơ quan ban hành", issuer), ("ngày", dated)) if not known]
    unknown = f"chưa rõ {', '.join(missing)}" if missing else ""
    return "; ".join(part for part in (phrases.origin(number, issuer, dated, None), unknown) if part)


def replaced(title: str, source: str) -> str:
    """The title of a document that a file replaces, and the name of its file before, where that was another.

    >>> replaced("Kết luận về đường bộ", "kl-cu.docx")
    'Kết luận về đường bộ (thay tệp kl-cu.docx)'
    """
    return f"{title} (thay tệp {source})" if source else title


def published(at: str | None) -> str:
    """When a generation was published, as people in Việt Nam read it.

    >>> published("2026-11-26T00:08:58.120+00:00")
    '26/11/2026 07:08'
    """
    from bot.records.statistics import VIETNAM

    return f"{datetime.fromisoformat(at).astimezone(VIETNAM):%d/%m/%Y %H:%M}" if at else ""


def summary(fates: Mapping[str, int], encoded: int, *, dry_run: bool) -> str:
    """How many files had which fate, and how many passages were encoded or would be.

    >>> summary({"added": 3, "failed": 1}, 1250, dry_run=False)
    '4 tệp: thêm 3, lỗi 1. Đã mã hóa 1.250 đoạn.'
    """
    counted = ", ".join(f"{terminal.FATES[fate]} {count}" for fate, count in fates.items())
    verb = "Sẽ mã hóa" if dry_run else "Đã mã hóa"
    return f"{_grouped(sum(fates.values()))} tệp: {counted}. {verb} {_grouped(encoded)} đoạn."


def unread_line(sources: Sequence[str], reason: str) -> str:
    """Documents that `reindex` could not read again, and why.

    >>> unread_line(["a.pdf"], "tệp rỗng")
    'giữ chữ đã đọc trước  a.pdf: tệp rỗng'
    """
    named = ", ".join(sources[:_NAMED]) + (f" … ({_grouped(len(sources))} văn bản)" if len(sources) > _NAMED else "")
    return f"giữ chữ đã đọc trước  {named}: {reason}"


def progress(stage: str, done: int, total: int, seconds_left: float | None) -> str:
    """How far a long command has come, and about how long it still takes.

    >>> progress("encode", 64, 128, 100.0)
    'Mã hóa đoạn ██████████░░░░░░░░░░ 64/128, còn khoảng 2 phút'
    """
    full = _CELLS * done // total if total else _CELLS
    bar = _FULL * full + _EMPTY * (_CELLS - full)
    left = f", còn {_duration(seconds_left)}" if seconds_left is not None else ""
    return f"{terminal.STAGES[stage]} {bar} {_grouped(done)}/{_grouped(total)}{left}"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return "chưa đến 1 phút"
    if seconds < _HOUR:
        return f"khoảng {round(seconds / _MINUTE)} phút"
    hours, minutes = divmod(round(seconds / _MINUTE), 60)
    return f"khoảng {hours} giờ {minutes:02d} phút"


def passed(names: Sequence[str]) -> str:
    """Files of a folder that are no documents.

    >>> passed(["README.md"])
    'Bỏ qua 1 tệp ẩn, liên kết hay tệp đi kèm trong thư mục: README.md.'
    """
    named = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return f"Bỏ qua {_grouped(len(names))} tệp ẩn, liên kết hay tệp đi kèm trong thư mục: {named}."


def change_lines(report: ChangeReport) -> str:
    """Which documents a change brought, took and replaced; of many alike the first, and how many more.

    >>> from index.library.report import ChangeReport
    >>> change_lines(ChangeReport("2", came=("vb-1",), names={"vb-1": "12-KL/TU Kết luận"}))
    'thêm  vb-1  12-KL/TU Kết luận'
    >>> change_lines(ChangeReport("2", went=tuple(map(str, range(23))))).splitlines()[-2:]
    ['rút  19', 'rút  … và 3 văn bản nữa']
    """
    told = (("thêm", report.came), ("rút", report.went), ("đổi", report.changed))
    return "\n".join(
        "  ".join(part for part in (what, each, phrases.shortened(report.names.get(each, ""), LONGEST_NAME)) if part)
        for what, ids in told
        for each in (*ids[:CHANGES_TOLD], *_others(len(ids)))
    )


def _others(documents: int) -> tuple[str, ...]:
    return (f"… và {_grouped(documents - CHANGES_TOLD)} văn bản nữa",) if documents > CHANGES_TOLD else ()


def _grouped(number: int) -> str:
    """Digits in threes, as Vietnamese writes them."""
    return f"{number:,}".replace(",", ".")
