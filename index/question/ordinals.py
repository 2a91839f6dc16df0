"""Places in a list that questions name: "nhiệm vụ thứ sáu", "giải pháp (3)", "nhiệm vụ tiếp theo".

Only what is surely the place of an item counts: "mục 3 Điều 5", "mục tiêu 5 năm" and "thu năm 2022" name none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.terms import fold, same_tone, words

LAST = -1
"""The place of the last item, however many there are."""
_MOST = 99

_SPOKEN = {
    "nhất": 1, "một": 1, "mốt": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mươi": 10,
}  # fmt: skip
_VALUES = {fold(word): value for word, value in _SPOKEN.items()}
_ACCENTED = frozenset([*_SPOKEN, "thứ", "số", "đầu", "tiên", "cuối", "cùng", "sau", "chót"])
_ENGLISH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "last": LAST, "final": LAST,
}  # fmt: skip

_DIGIT = "(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
_NUMBER = rf"(?:(?:(?:hai|ba|bon) )?muoi(?: {_DIGIT})?|nhat|nhi|{_DIGIT}|\d{{1,2}})"
_LIST = (
    "(?:nhiem vu|giai phap|muc tieu|noi dung|chi tieu|yeu cau|nguyen tac|quan diem|dinh huong|bai hoc|han che|"
    "tinh than|phuong cham|kien nghi|thu tuc)"
)
_ITEM = "(?:gach dau dong|muc|y|diem)"
"""Words for an item that laws use too: they need more to count, and do not beside a law's article."""
_OF = (
    r"(?: (?:trong tam|chu yeu|chinh|quan trong|cu the|trong diem|dot pha|uu tien|phat trien kinh te|kinh te|nay|do|"
    r"cot loi|co ban|chung|tren))*"
)
_SPOKEN_TIME = re.compile(
    r"\b(lần thứ |khóa |khoá )((?:(?:hai|ba|bốn) )?mười(?: (?:một|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín))?|"
    r"(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín))(?! ?(?:mươi|trăm|nghìn)\b)\b",
    re.IGNORECASE,
)
_UNIT = (
    r"(?! ?(?:%|nam\b|thang\b|ngay\b|quy\b|tuan\b|trieu\b|ty\b|ti\b|nghin\b|ngan\b|tram\b|phan\b|nguoi\b|ho\b|xa\b|"
    r"dong\b|ha\b|km\b|\d)|\d|[/.,-]\w| (?:va|den|toi|hoac|hay) (?:thu |so )?\(?(?:\d|(?:hai|ba|bon|tu)\b))"
)
_GOES_ON = (
    r"(?=\W*$| (?:la|gom|noi|ve|yeu cau|neu|co|can|the nao|nhu the nao|thi|cua|trong|gi|do|nay|ra sao|ghi|viet|doi hoi|"
    r"tap trung|lam)\b)"
)
_LEAD = r"^(?:(?:con|the|vay|va|roi)\W+)*"

_ORDINALS = (
    re.compile(rf"\b{_LIST}{_OF} ((?:thu|so) ?{_NUMBER})\b{_UNIT}"),
    re.compile(rf"\b(?:{_LIST}{_OF}|{_ITEM}) ?\((\d{{1,2}})\)"),
    re.compile(rf"\b{_LIST}{_OF} (\d{{1,2}}){_GOES_ON}"),
    re.compile(rf"\b{_LIST}{_OF} (dau tien)\b"),
    re.compile(rf"\b(?!muc tieu){_LIST}{_OF} ((?:cuoi|sau) cung|sau chot|cuoi(?=\W*$| (?:la|thi)\b))"),
    re.compile(rf"^thu ({_NUMBER}) la (?:{_LIST}|gi\b)"),
    re.compile(rf"\b{_ITEM} ((?:thu|so) ?{_NUMBER}|dau tien|(?:cuoi|sau) cung)\b{_UNIT}"),
    re.compile(
        rf"^{_ITEM} (\d{{1,2}})(?: (?:trong|cua) (?:cac |so cac )?{_LIST}.{{0,20}})?"
        r"(?: (?:la|noi|neu|gom|co|ghi|viet)(?: (?:gi|ve gi|nhung gi|the nao))?)?\W*$"
    ),
)
_LAW = re.compile(r"\b(?:(?:dieu|khoan|chuong) (?:\d|[ivx]+\b)|luat|nghi dinh|thong tu|phu luc)")
_ENGLISH_ITEM = "(?:tasks?|solutions?|items?|points?|measures?)"
_ENGLISH_ORDINALS = (
    re.compile(rf"\b{_ENGLISH_ITEM} ?(?:no\.? ?|number )?\(?(\d{{1,2}})\b(?![/.,%]?\d)"),
    re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th) {_ENGLISH_ITEM}"),
    re.compile(rf"\b({'|'.join(_ENGLISH)}) {_ENGLISH_ITEM}"),
)
_BARE = re.compile(rf"{_LEAD}(?:cai |dieu |viec )?(thu ?{_NUMBER})\b{_UNIT}")
_ALONE = re.compile(rf"^(?:con |the |va )*((?:thu|so) ?{_NUMBER})(?= (?:la|noi|thi|gom|ve|thi sao)\b|\W*$)")
_ONE = f"(?:{_LIST}{_OF}|{_ITEM}|cai|dieu|viec)"
_NEXT = re.compile(rf"(?:\b{_ONE} |{_LEAD})(?:tiep theo|ke tiep|lien sau|ke sau|sau do|tiep)\b|\bnext\b")
_PREVIOUS = re.compile(rf"(?:\b{_ONE} |{_LEAD})(?:lien truoc|ke truoc|ngay truoc|truoc do)\b|\bprevious\b")


def ordinal(text: str) -> int | None:
    """The place in a list that a question names by itself: 6 for "nhiệm vụ thứ sáu", LAST for "nhiệm vụ cuối cùng".

    A question with diacritics must bear them on "thứ" and the number too: "chỉ tiêu thu năm 2022" names no place.
    """
    folded = _folded(text)
    law = _LAW.search(folded) is not None
    for pattern in (*_ORDINALS[:-2], *(() if law else _ORDINALS[-2:])):
        match = pattern.search(folded)
        if match and _is_meant(text, folded, match.span(1)):
            return _value(match.group(1))
    english = next((match for pattern in _ENGLISH_ORDINALS if (match := pattern.search(folded))), None)
    return _value(english.group(1)) if english else None


def ordinal_after(text: str, earlier: Sequence[str]) -> int | None:
    """The place that a question means after the questions before it: "nhiệm vụ tiếp theo?" after the third, the fourth.

    None where the question names a place by itself, or the earlier ones name none.
    """
    folded = _folded(text)
    alone = _ALONE.match(folded)
    if alone and earlier and _is_meant(text, folded, alone.span(1)):
        return _value(alone.group(1))
    bare = _BARE.search(folded)
    step = 1 if _NEXT.search(folded) else -1 if _PREVIOUS.search(folded) else 0
    if not earlier or ordinal(text) is not None or not (step or bare):
        return None
    *before, last = earlier
    place = ordinal(last)
    if place is None:
        place = ordinal_after(last, before)
    if place is None:
        return None
    if bare and _is_meant(text, folded, bare.span(1)):
        return _value(bare.group(1))
    return place + step if step and place != LAST and place + step > 0 else None


def spoken(folded: str) -> dict[str, str]:
    """Ordinals of a folded text that are said in words: {"thu ba": "3"}."""
    found = re.finditer(rf"\bthu ({_NUMBER})\b", folded)
    return {match.group(): str(_value(match.group(1))) for match in found if not match.group(1).isdigit()}


def in_digits(text: str) -> str:
    """A text whose "lần thứ mười hai" reads "lần thứ 12", as documents write it."""
    return _SPOKEN_TIME.sub(lambda match: f"{match.group(1)}{_value(fold(match.group(2)))}", text)


def _folded(text: str) -> str:
    return fold(same_tone(text))


def _is_meant(text: str, folded: str, span: tuple[int, int]) -> bool:
    """Whether the words of a span of the folded text bear the diacritics of ordinals, or the text has none at all."""
    typed = [match.group() for match in words(same_tone(text).lower())]
    if all(word == fold(word) for word in typed):
        return True
    first = sum(1 for _ in words(folded[: span[0]]))
    count = sum(1 for _ in words(folded[slice(*span)]))
    return all(word.isdigit() or word in _ACCENTED for word in typed[first : first + count])


def _value(named: str) -> int | None:
    """The place of what a pattern caught: "thu sau", "so 4", "dau tien", "muoi mot", "third"; None beyond _MOST."""
    if named == "dau tien":
        return 1
    if named.startswith(("cuoi", "sau c")):
        return LAST
    if named in _ENGLISH:
        return _ENGLISH[named]
    total = 0
    for word in re.sub(r"^(?:thu|so) ?", "", named).split():
        value = int(word) if word.isdigit() else _VALUES[word]
        total = total * value if value == 10 and total else total + value
    return total if 0 < total <= _MOST else None
