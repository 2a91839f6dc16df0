"""What administrators read in a chat: the library's documents, a file before it is taken in."""

from __future__ import annotations

from collections.abc import Sequence

from bot import phrases
from bot.phrases import terminal
from bot.reading.difference import Difference

LONGEST_TITLE = 160
LONGEST_BUTTON = 44
LONGEST_SENTENCE = 120
SENTENCES_SHOWN = 3
"""Of each kind: enough to see whether it is the right file."""

NOTHING_EARLIER = "Chưa có bản trước nào để quay về."
NO_SECRECY_MARK = "Không thấy dấu mật."

_FATES = {
    "added": "văn bản mới.",
    "replaced": "bản mới của văn bản đang có.",
    "updated": "lời văn như bản đang có, thông tin khác.",
    "renamed": "như văn bản đang có, chỉ đổi tên tệp.",
    "unchanged": "đã có trong thư viện, không khác gì.",
    "duplicate": "trùng với một văn bản đang có.",
}


def documents(first: int, last: int, count: int) -> str:
    """Above a page of the library's documents."""
    place = f" ({first}–{last} trong {count})" if last - first + 1 < count else ""
    return f"Các văn bản trong thư viện{place}:"


def document_line(document_id: str, title: str, origin: str, passages: int) -> str:
    """One document with its number, issuer and date, and the id that /thuhoi takes."""
    return "\n".join(
        part for part in (phrases.shortened(title, LONGEST_TITLE), origin, f"{document_id} · {passages} đoạn") if part
    )


def remove_button(number: str, title: str) -> str:
    """On a button that leads to withdrawing a document."""
    return phrases.shortened(" ".join(part for part in ("Rút:", number, title) if part), LONGEST_BUTTON)


def ask_to_remove(title: str, origin: str, document_id: str) -> str:
    """Before a document is withdrawn."""
    which = f"“{title}”, {origin}" if origin else f"“{title}”"
    return (
        f"Rút {which} ({document_id}) khỏi thư viện? Sau đó không câu trả lời nào trích văn bản này nữa, trừ khi "
        "thư viện được đưa về bản trước."
    )


def no_such_document(document_id: str) -> str:
    """An id that the library does not know."""
    return f"Thư viện không có văn bản {document_id}. Gõ /danhsach để xem mã của từng văn bản."


def file_head(name: str, fate: str, reason: str) -> str:
    """What a file is to the library; where it is refused or held, why."""
    return f"Tệp {name}: {_FATES[fate]}" if fate in _FATES else reason


def taken_in(name: str, fate: str, document_id: str, title: str, reason: str) -> str:
    """What became of a file after somebody confirmed it."""
    which = f" ({document_id}{f': {phrases.shortened(title, LONGEST_TITLE)}' if title else ''})" if document_id else ""
    what = f"{terminal.FATES.get(fate, fate)}: {name}{which}"
    return reason if fate not in _FATES else f"Đã {what}"


def changes(held: str, found: Difference) -> str:
    """How a file differs from the document `held` that it would replace."""
    if not found.came and not found.went:
        return f"Thay cho “{phrases.shortened(held, LONGEST_TITLE)}”: lời văn không đổi."
    head = f"Thay cho “{phrases.shortened(held, LONGEST_TITLE)}”: thêm {len(found.came)} câu, bỏ {len(found.went)} câu."
    return "\n".join((head, *_marked("+", found.came), *_marked("−", found.went)))


def counts(passages: int, new_texts: int) -> str:
    """How much of a file is new to the library."""
    return f"{passages} đoạn; {new_texts} câu, đoạn chưa có trong thư viện."


def _marked(mark: str, sentences: Sequence[str]) -> list[str]:
    lines = [f"{mark} {phrases.shortened(each, LONGEST_SENTENCE)}" for each in sentences[:SENTENCES_SHOWN]]
    return [*lines, f"{mark} {phrases.ELLIPSIS}"] if len(sentences) > SENTENCES_SHOWN else lines
