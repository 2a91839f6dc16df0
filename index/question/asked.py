"""What kind of value a question asks for, and whether a text holds one."""

from __future__ import annotations

import re

from index.terms import CAPITAL, fold, syllables, words
from index.types import Asked

_DATE = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|hom nao|ngay nao|ngay may|ngay bao nhieu|thang nao|thang may|nam nao|nam may|"
    r"nam bao nhieu|thoi gian nao|thoi diem nao|tu ngay(?=\W*$)|when|what date|which year|what year)\b"
)
_NUMBER = re.compile(r"\b(?:bao nhieu|may|how many|how much|bnhieu)\b")
_QUANTITY = re.compile(r"\b(?:so luong|ty le|ti le|phan tram|dien tich|dan so|tong so)\b")
_PERSON = re.compile(
    r"\b(?:ai|ten (?:la )?gi(?=\W*$)|ho ten|nguoi nao|nhung ai|dong chi nao|ong nao|ba nao|who|whom|do ai)\b"
)
_PLACE = re.compile(r"\b(?:o dau|tai dau|noi nao|cho nao|dia diem nao|where|tinh nao|huyen nao|xa nao)\b")
_LIST = re.compile(
    r"\b(?:gom (?:co )?(?:nhung )?(?:gi|nao)|bao gom|nhung gi|liet ke|ke ten|ke ra|neu (?:cac|nhung)|la nhung|"
    r"^(?:cac|nhung) viec\b|viec (?:can|phai) lam|"
    r"ke (?:du|cac|nhung)|(?:nhung|cac) .{2,60} (?<!the )nao|nhung .{2,60} gi|what are|list)\b"
)
_REASON = re.compile(r"\b(?:vi sao|tai sao|nguyen nhan|do dau|vi dau|ly do|why|because)\b")
_YES_NO = re.compile(
    r"\b(?<!hang )(?<!tren )(?<!so )(?:khong|chua|ko)(?: (?:a|vay|the|nhi|ha|ban|em|anh|chi|nhe))*\W*$|\bhay khong\b"
)
_PATTERNS = (
    (Asked.DATE, _DATE),
    (Asked.NUMBER, _NUMBER),
    (Asked.PERSON, _PERSON),
    (Asked.PLACE, _PLACE),
    (Asked.REASON, _REASON),
    (Asked.LIST, _LIST),
    (Asked.YES_NO, _YES_NO),
    (Asked.NUMBER, _QUANTITY),
)
_ARTIFICIAL = re.compile(r"\bAI\b")
"""Artificial intelligence; "ai", who, where the whole question is in capitals."""
_OTHER_WORDS = re.compile(r"\b(?:máy|mây|may|ái|ải|nhưng|lực|lục|tinh|tính|tình|khí|chợ|nói|chữa|chúa)\b")
"""Words that ask nothing, but would read as words that do once they have lost their diacritics."""

_NUMBER_WORDS = frozenset(
    {
        *("một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "mươi", "chục", "trăm", "nghìn", "ngàn"),
        *("triệu", "tỷ", "tỉ", "hàng", "nhiều", "vài"),
    }
)
"""Without "năm", which is "year" more often than "five"."""
FACTOID = frozenset({Asked.NUMBER, Asked.DATE, Asked.PERSON, Asked.PLACE})
"""Kinds whose value has a form of its own."""

_HAS_NUMBER = re.compile(r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ)\b", re.IGNORECASE)
HAS_DATE = re.compile(
    r"\b(?:ngày|tháng|năm|quý|thế kỷ|nhiệm kỳ|giai đoạn)\s+\d|"
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?![\d%])|\b(?:1[0-9]|20)\d\d\b",
    re.IGNORECASE,
)
NAME = re.compile(rf"(?:(?<=\s)|^){CAPITAL}\w*(?:\s+{CAPITAL}\w*)+")
_NO_PERSON = frozenset(
    {
        *(
            "ban",
            "hội",
            "đảng",
            "ủy",
            "uỷ",
            "tỉnh",
            "bộ",
            "sở",
            "phòng",
            "chính",
            "nhà",
            "khu",
            "đại",
            "trung",
            "quốc",
            "bí",
            "chủ",
        ),
        *(
            "trưởng",
            "phó",
            "nghị",
            "chương",
            "nhân",
            "mặt",
            "đoàn",
            "liên",
            "công",
            "tổng",
            "cục",
            "vụ",
            "viện",
            "văn",
            "luật",
        ),
        *("quyết", "chỉ", "thông", "kế", "kết", "tp", "ubnd", "bch", "hđnd"),
    }
)
"""With what names of bodies, offices and documents begin, in small letters."""


_EMPTY = frozenset(
    word
    for line in (
        "ai anh ấy ạ à bạn bao bị bởi bằng cái các cần chị cho chưa có của cùng cũng còn do đã đang đâu đây để đến đi",
        "điều đó được em gì giờ giúp gồm hãy hay hả hỏi khi không kể là làm lại lên lúc mà mình mấy một nào này nay",
        "nêu nên nhé nhiêu nhỉ như nhưng những nó nói ở ơi phải ra rồi sao sẽ sau tại từ thế theo thì tôi trên trong",
        "trước và vào vậy vẫn về vì việc với vừa xin biết rằng hiện bây thôi nhằm thuộc đều rất hôm dùng ừ ok chứ nhìn",
    )
    for word in line.split()
)
_EMPTY_BARE = frozenset(map(fold, _EMPTY))
_FOCUS = re.compile(
    r"\b(?:chức vụ|chức danh|lĩnh vực|nội dung|vấn đề|mục đích|mục tiêu|sự kiện|loại|kiểu|cách|hướng|mặt|điểm|ngành|"
    r"kết quả|văn bản|cơ quan|đơn vị|giải pháp|nhiệm vụ|con số)(?= (?:gì|nào|thế nào|ra sao|là gì)\b)|"
    r"\b(?:tên|con số)(?= là gì\b)"
)
"""The kind of thing that a question asks for: the answer is one, and need not say so ("Quản lý … về lĩnh vực nào?")."""
_ENGLISH_EMPTY = frozenset(
    word
    for line in (
        "a an and are did do does for had has have how in is it its many me much of on or please tell that the to",
        "was were what when where which who whom why with by be been will i my you your we our he she they not from",
        "about tell say says said speak there should must can could would any some this these those also",
        "them his her or but",
    )
    for word in line.split()
)
_UNIT = re.compile(
    r"\b(?:bao nhieu|may|how many|how much) "
    r"(?!(?:la|nhu|roi|the|cai|tren|trong|nam|ngay|lan)\b|nguoi ta\b)([a-z]+(?: [a-z]+)?)"
)
_MOMENT = re.compile(
    r"\b(?:hôm nay|hôm qua|ngày mai|ngày kia|hôm kia|tối nay|sáng nay|chiều nay|trưa nay|đêm nay|sáng mai|chiều mai|"
    r"tối mai|tuần này|tuần sau|tuần tới|cuối tuần|hiện giờ|lúc này|bây giờ(?! (?:muốn|cần|phải|thì|mà)\b)|mấy giờ rồi|"
    r"today|tonight|tomorrow|yesterday|right now|this week)\b"
)
_DOCUMENT = re.compile(
    r"\b(?:nghị quyết|nghị định|quyết định|kết luận|chỉ thị|thông tư|quy định|hướng dẫn|kế hoạch|chương trình|"
    r"thông báo|công văn|công điện|báo cáo|luật)\s+(?:số\s+)?\d",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:là|gồm|có|tên|của)?\s?(?:những |các )?(\w+ \w+) nào\b|\b(?:những|các) (\w+ \w+) gì\b|\b"
    r"tên (?:gọi )?(?:của )?(?:những |các |\d+ )?(\w+ \w+)"
)


def focus(restored: str) -> str:
    """The kind of thing that a question asks for by name, folded: "lĩnh vực" in "… là về lĩnh vực gì?"; "" for none."""
    match = _FOCUS.search(restored.lower())
    return fold(match.group()) if match else ""


def of_the_moment(restored: str) -> bool:
    """Whether a question asks about the day on which it is asked, which no document knows."""
    return _MOMENT.search(restored.lower()) is not None


def names_document(restored: str) -> bool:
    """Whether a question names a document by its kind and number: "Nghị quyết số 57", "Quyết định 26/2025"."""
    return _DOCUMENT.search(restored) is not None


def which(restored: str) -> str:
    """What a question wants named, two folded syllables: "chi tieu" in "là chỉ tiêu nào", "tên của 11 chỉ tiêu"."""
    found = [fold("".join(groups)) for groups in _WHICH.findall(restored.lower())]
    return found[-1] if found else ""


def only_counted(text: str, named: str) -> bool:
    """Whether a text has a number before each mention of what is to be named: "11 chỉ tiêu" names none."""
    written = [match.group() for match in words(text.lower())]
    folded = [fold(word) for word in written]
    places = [place for place in range(len(folded) - 1) if " ".join(folded[place : place + 2]) == named]
    return bool(places) and all(
        place and (written[place - 1].isdigit() or written[place - 1] in _NUMBER_WORDS) for place in places
    )


def content(restored: str, *, foreign: bool = False) -> frozenset[str]:
    """Folded syllables and bigrams of a question that say what it is about: no question words, no particles."""
    empty = _ENGLISH_EMPTY if foreign else _EMPTY
    found: set[str] = set()
    before = ""
    for match in words(restored.lower() if foreign else _FOCUS.sub("gì", restored.lower())):
        if match.group() in empty:
            before = ""
            continue
        (plain,) = syllables(match.group())[:1] or ("",)
        found.add(plain)
        if before:
            found.add(f"{before} {plain}")
        before = plain
    return frozenset(found - {""})


def asks_nothing(word: str) -> bool:
    """Whether a word is a question word or a particle, with its diacritics or without."""
    return fold(word) in _EMPTY_BARE


def unit(restored: str) -> str:
    """What a question counts, one or two folded syllables: "bao nhiêu chỉ tiêu khó đạt" counts "chi tieu"."""
    match = _UNIT.search(_question(restored))
    return match.group(1) if match else ""


def counts_unit(text: str, unit_: str) -> bool:
    """Whether a number stands beside the counted unit: "11 chỉ tiêu"; per cent may be a sign."""
    written = [match.group() for match in words(text.replace("%", " phần trăm ").lower())]
    folded = [fold(word) for word in written]
    first, *rest = unit_.split()
    for place, word in enumerate(folded):
        if word != first:
            continue
        counted = any(near.isdigit() or near in _NUMBER_WORDS for near in written[max(0, place - 2) : place])
        if counted and (not rest or folded[place + 1 : place + 2] == rest or len(rest[0]) < 2):
            return True
    return False


def asked(restored: str) -> Asked:
    """The kind of value that a question with its diacritics asks for; the first that fits of the list above."""
    text = _question(restored)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), Asked.OPEN)


def holds(kind: Asked, text: str) -> bool:
    """Whether a text holds a value of the kind; True for kinds that have no form of their own."""
    if kind is Asked.NUMBER:
        return _HAS_NUMBER.search(text) is not None
    if kind is Asked.DATE:
        return HAS_DATE.search(text) is not None
    if kind is Asked.PLACE:
        return NAME.search(text) is not None
    if kind is Asked.PERSON:
        return any(may_be_a_person(match.group()) for match in NAME.finditer(text))
    return True


def may_be_a_person(name: str) -> bool:
    """Whether words with capitals begin otherwise than names of bodies, offices and documents do."""
    return not name.isupper() and name.split()[0].lower() not in _NO_PERSON


def _question(restored: str) -> str:
    """The folded question, without the words that only look like question words when they are folded."""
    text = restored if restored.isupper() else _ARTIFICIAL.sub("-", restored)
    return fold(_OTHER_WORDS.sub("-", text.lower()))
