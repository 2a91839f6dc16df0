"""Which messages ask for more of what was just answered: "nói rõ hơn", "chi tiết hơn đi", "tiếp đi", "còn gì nữa"."""

from __future__ import annotations

import re
from enum import StrEnum

from index.terms import syllables


class More(StrEnum):
    """The words around what was quoted, or those after it."""

    AROUND = "around"
    AFTER = "after"


_POLITE = r"(?: (?:di|nhe|nha|a|voi|xem|nua|cho (?:toi|minh|em)|giup (?:toi|minh|em)|duoc khong|duoc ko|khong|ko|k))*"
_AROUND = re.compile(
    r"(?:(?:ban|hay|xin|vui long|co the) )*(?:(?:noi|giai thich|trinh bay|trich|ke|neu|viet|cho biet|cho xem|xem) )?"
    rf"(?:ro|chi tiet|cu the|day du|ky|ki|them)(?: (?:hon|them))*{_POLITE}"
)
_AFTER = re.compile(
    rf"(?:(?:doc|noi|xem|trich) )?(?:tiep|tiep tuc|tiep theo){_POLITE}"
    rf"|(?:the |vay )?con (?:gi|noi dung gi|y gi)(?: khac)?{_POLITE}|con nua{_POLITE}"
    rf"|(?:roi|sau do) (?:thi )?(?:sao|gi){_POLITE}|(?:doan|muc|phan|cau) (?:sau|tiep theo|ke tiep){_POLITE}"
)


def more(message: str) -> More | None:
    """What a whole message asks for more of; None where any word of it asks something else.

    >>> more("Nói rõ hơn đi"), more("tiep di"), more("Cụ thể là ngày nào?")
    (<More.AROUND: 'around'>, <More.AFTER: 'after'>, None)
    """
    text = " ".join(syllables(message))
    if _AROUND.fullmatch(text):
        return More.AROUND
    return More.AFTER if _AFTER.fullmatch(text) else None
