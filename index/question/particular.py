"""Which of a document's own particulars a question asks for: "Ai ký kế hoạch này?", "văn bản nói về gì", "nơi nhận".

Each must be asked of a document: who signs a contract, and when a stadium was opened, stands in the text.
"""

from __future__ import annotations

import re

from index.terms import fold, same_tone
from index.text.particulars import Particular

_KIND = (
    r"(?:van ban|tai lieu|bai(?: viet| bao)?|ban tin|nghi quyet|nghi dinh|quyet dinh|quy dinh|ket luan|chi thi|thong tu"
    r"|huong dan|ke hoach|chuong trinh(?: hanh dong)?|thong bao|cong van|cong dien|bao cao|luat|to trinh|de an|quy che"
    r"|phuong an|nq|nd|qd|kl|ct|tt|hd|kh|tb|cv|cd|bc)"
)
_GENERAL = frozenset({"van ban", "tai lieu", "bai", "bai viet", "bai bao", "ban tin"})
"""Words for a document of any kind."""
_WHO = r"(?:ai|nguoi nao|dong chi nao|ong nao|vi nao|lanh dao nao)"
_BODY = r"(?:co quan|don vi|cap|noi|to chuc|bo|tinh|so)"
_WHEN = r"(?:khi nao|bao gio|luc nao|hom nao|(?:ngay|thang|nam)(?: thang)?(?: nam)? (?:nao|may|bao nhieu|gi))"
_IS_ISSUED = r"(?:ban hanh|phat hanh|ky|ra doi)"

_THIS = rf"{_KIND}(?: nay| tren)?(?: so)?(?: [\d][\w./-]*)?"
_MATTER = r"(?:cai|van de|noi dung|viec|chu de|linh vuc|chuyen|phien hop|cuoc hop|hoi nghi|buoi lam viec)"
_SOFT = r"(?: vay| the| a)?"

_ASKED = (
    (
        Particular.SIGNATURE,
        rf"\b{_WHO}\b(?: (?:la nguoi|da|dung ra|truc tiep|dung ten|thay mat \w+(?: \w+){{0,5}}))* ky"
        rf"(?= (?:ban hanh|ten|vao|duyet)\b| (?:cai |ban )?{_KIND}\b| (?:so )?\d|\W*$)"
        rf"|\bnguoi (?:da )?ky(?: ten)?(?= {_KIND}\b| \d| (?:la|ban hanh|giu|co|lam|ten)\b|\W*$)|\bchu ky (?:cua )?ai\b"
        rf"|\bky ten (?:la )?ai\b|\bwho (?:has |had )?signed\b|\bsigned by whom?\b",
    ),
    (
        Particular.RECIPIENTS,
        rf"\bnoi nhan\b|\b{_KIND}\b(?: so)?(?: [\w./-]+){{0,4}} (?:duoc )?gui (?:cho |toi |den |di )?"
        rf"(?:(?:nhung|cac) )?(?:ai|dau|(?:noi|co quan|don vi|cho) nao)\b|\bwho (?:is|are) the recipients?\b",
    ),
    (
        Particular.CLOSING,
        rf"\b{_WHO}\b (?:la nguoi )?(?:da )?(?:viet|soan|dang)(?: ra)? (?:cai )?{_KIND}\b"
        rf"|\b{_KIND}\b(?: nay)? (?:la )?do {_WHO} (?:viet|soan|dang)\b|\btac gia\b|\bnguoi (?:viet|dang) {_KIND}\b"
        rf"|\bcuoi (?:bai|van ban|tin|trang)\b.{{0,20}}\b(?:ten|ghi|ky)\b",
    ),
    (
        Particular.POSTED,
        rf"\b(?:dang|dang tai|dua|dua tin|len (?:mang|web|trang))(?: len (?:mang|web|trang))?(?: vao| tu)? {_WHEN}"
        r"|\bngay dang\b",
    ),
    (
        Particular.DATE,
        rf"\b{_IS_ISSUED}(?: ban hanh)?(?: vao| tu)? {_WHEN}|\bngay (?:thang )?(?:nam )?(?:ban hanh|ky|phat hanh)\b"
        rf"|\b{_WHEN}(?: thi)?(?: duoc)? (?:ban hanh|ky)\b|\bwhen was\b.*\b(?:issued|signed|promulgated)\b"
        r"|\bdate of issue\b",
    ),
    (
        Particular.NUMBER,
        rf"\bso hieu\b|\b{_KIND}(?: nay)?(?: \w+){{0,12}} (?:la |mang |co )?so (?:may|bao nhieu|gi)\W*$",
    ),
    (
        Particular.ISSUER,
        rf"\b(?:{_WHO}|{_BODY} nao) (?:da )?(?:ban hanh|phat hanh|ra)(?= (?:cai )?{_KIND}\b|\W*$)|\bco quan ban hanh\b"
        rf"|\bdo (?:{_WHO}|{_BODY} nao) (?:ban hanh|phat hanh|ra)\b|\bwho issued\b|\bwhich (?:body|agency) issued\b",
    ),
    (
        Particular.TITLE,
        r"\bten (?:goi )?day du\b|\btieu de\b|\btrich yeu\b|\bwhat is (?:this|the) (?:document|text|resolution) about\b"
        rf"|\b{_THIS}(?: cua(?: \w+){{1,6}}?)? (?:noi|viet|de cap|ban)(?: (?:den|toi|ve))*(?: {_MATTER})? gi{_SOFT}\W*$"
        rf"|\b{_THIS} (?:(?:la|ket luan|thong bao|quy dinh) )?ve (?:{_MATTER} )?gi{_SOFT}\W*$"
        rf"|\bnoi dung(?: chinh)?(?: cua)? {_THIS} (?:la|ve) gi\W*$",
    ),
)
_PATTERNS = tuple((particular, re.compile(pattern)) for particular, pattern in _ASKED)
_PART_OF_ONE = re.compile(r"\b(?:dieu|khoan|diem|muc|chuong|phan|phu luc) (?:so |thu )?(?:\d|[ivx]+\b|[a-z]\b)")
_AT_THE_END = re.compile(r"\bcuoi (?:bai|van ban|tin|trang)\b")
_SUMMARY = re.compile(
    rf"\b(?:tom tat|tom luoc|noi (?:ngan gon|van tat)|(?:noi dung|y|diem|cau) (?:chinh|chu yeu|quan trong|cot loi))"
    r"(?: (?:giup|ho|cho|lai|ngan gon|noi dung|toan bo|toan van|cua|ve|trong|minh|toi|em|ca|cac|nhung|voi|y chinh))*"
    rf"(?: (?:ban )?{_KIND}\b|(?: (?:la|gom|co) (?:nhung )?gi)?(?: a| vay| the)?\W*$)|\bsummar(?:y|ize|ise)\b"
)
_SELF = re.compile(rf"\b{_KIND} (?:nay|tren|do|ay)\b|\bthis (?:document|text)\b")
_KINDS = re.compile(rf"\b{_KIND}\b")
_LETTERS = frozenset({"cong dien", "cong van", "to trinh", "bao cao"})
"""Kinds whose text begins with whom they are addressed to."""
GENERIC = frozenset(
    word
    for line in (
        "ky ban hanh phat ngay thang nam nguoi noi nhan gui so hieu chuc vu ten day du dang viet bai tac gia tieu de",
        "trich yeu noi dung chinh van de co quan don vi cap to chuc chu tai lieu nay tren do len trang mang web lanh",
        "dao dong chi nghi quyet dinh ket luan chi thi thong tu huong dan ke hoach chuong trinh hanh dong bao cong",
        "cao luat trinh an quy che phuong nq nd qd kl ct tt hd kh tb cv cd bc signed who document date issue title",
        "tom tat luoc ngan gon giup ho cho lai toan bo van y diem cau yeu quan trong cot loi voi ca summary summarize",
        "dien recipients cuoi ghi ra doi duyet thay mat giu lam tham quyen de cap chuyen linh vuc",
    )
    for word in line.split()
)
"""Syllables that say what is asked, not which document is meant."""


def particular(text: str) -> Particular | None:
    """The particular that a question asks for, None where it asks for something that the text tells.

    >>> particular("Ai ký kế hoạch 308?"), particular("Ai ký hợp đồng với nhà thầu?")
    (<Particular.SIGNATURE: 'signature'>, None)
    """
    folded = _folded(text)
    found = next((each for each, pattern in _PATTERNS if pattern.search(folded)), None)
    if found is Particular.TITLE and _PART_OF_ONE.search(folded):
        return None
    addressed = found is Particular.RECIPIENTS and "noi nhan" not in folded
    return None if addressed and any(kind in folded for kind in _LETTERS) else found


def asks_summary(text: str) -> bool:
    """Whether a question wants a whole document in short; "tóm tắt kết quả" wants a part of one."""
    return _SUMMARY.search(_folded(text)) is not None


def kind_meant(text: str) -> str:
    """The folded kind of document that a question speaks of, "" where any kind would do or it points to "this" one."""
    folded = _folded(text)
    kinds = [match.group() for match in _KINDS.finditer(folded)]
    return "" if _SELF.search(folded) or not kinds or kinds[0] in _GENERAL else kinds[0]


def asks_where_it_ends(text: str) -> bool:
    """Whether a question for the name at a text's end asks for no more than that it stands there."""
    return _AT_THE_END.search(_folded(text)) is not None


def _folded(text: str) -> str:
    return fold(same_tone(text)).strip()
