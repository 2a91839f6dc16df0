"""Greetings, thanks and the like: what is said to the program and asks nothing of the documents."""

from __future__ import annotations

import re
from enum import StrEnum

from index.terms import fold, syllables


class Talk(StrEnum):
    """What kind of small talk a message is."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    ABILITY = "ability"
    PRAISE = "praise"
    SOURCE = "source"
    REPLY = "reply"


_YOU = r"(?:ban|bot)"
_ME = r"(?:toi|minh|em)"
_SEND = r"(?:(?:xin|gui|cho|lay|muon|co) )*(?:(?:toi|minh|em) )?(?:xin )?"
_TEXT = r"(?: (?:van ban|tai lieu|nghi quyet|ket luan))?"
_PHRASES: tuple[tuple[Talk, tuple[str, ...]], ...] = (
    (
        Talk.IDENTITY,
        (
            r"(?:ban|bot|may|ad|em|day) (?:la ai|la gi|ten (?:la )?gi)",
            r"(?:ban|bot|may|ad|em|day) co phai (?:la )?(?:nguoi|may|robot|bot|ai)(?: that)?(?: khong)?",
            r"(?:ai|nguoi nao|don vi nao|co quan nao) (?:da )?(?:tao|lam|viet|lap trinh|phat trien) ra "
            r"(?:ban|bot|chuong trinh nay|may)",
            r"(?:toi |minh )?(?:dang )?(?:noi|tro) chuyen voi (?:ai|nguoi hay may|may hay nguoi|nguoi that)",
            r"(?:toi |minh )?(?:dang )?chat voi (?:ai|nguoi hay may|may hay nguoi|nguoi that)",
            r"(?:ban )?la (?:nguoi|robot|may|bot)(?: that)? (?:hay (?:la )?(?:may|nguoi|robot|bot)|khong|a|ha)",
            r"gioi thieu (?:ve )?ban(?: than)?",
            r"who are you|what are you|what is your name|are you (?:human|a robot|a bot|real)",
        ),
    ),
    (
        Talk.ABILITY,
        (
            r"(?:ban|bot|chuong trinh(?: nay)?) (?:co the )?(?:lam|giup|tra loi|biet) (?:duoc )?(?:nhung )?"
            r"(?:gi|viec gi|cau gi)(?: duoc)?(?: cho (?:toi|minh|em|anh|chi))?",
            rf"{_YOU} co the (?:lam|giup)(?: duoc)? gi",
            r"(?:dung|su dung|hoi)(?: bot| chuong trinh)?(?: nay)? (?:the nao|nhu the nao|ra sao)",
            rf"huong dan(?: su dung)?|giup {_ME} voi|what can you do|help me|help",
        ),
    ),
    (
        Talk.SOURCE,
        (
            rf"{_SEND}(?:link|duong dan|duong link|file|tep|ban pdf|ban word|file pdf|file word)(?: (?:den|cua|toi))?"
            rf"{_TEXT}(?: (?:nay|do|goc|day du))?(?: o dau)?",
            rf"{_SEND}(?:tai|tai ve|download|doc|xem)(?: toan van)?{_TEXT}(?: (?:nay|do|goc))? (?:o dau|cho nao)",
            r"(?:(?:cho (?:toi |minh |em )?)?(?:doc |xem ))?(?:cho (?:toi|minh|em) )?toan van"
            rf"{_TEXT}(?: nay)?(?: o dau)?",
            r"(?:co|gom) (?:nhung|cac) (?:van ban|tai lieu) (?:nao|gi)(?: (?:o day|trong thu vien))?",
        ),
    ),
    (
        Talk.THANKS,
        (
            r"(?:xin )?cam on|camon|thank(?:s| you)?(?: so much| very much)?|thanks|tks|thks|thx|ty|merci",
            r"da ta|biet on",
        ),
    ),
    (
        Talk.FAREWELL,
        (
            r"tam biet|chao tam biet|(?:hen )?gap lai(?: sau)?|hen (?:lan )?khac|hen gap(?: lai)?|luc khac noi tiep",
            r"di day|thoi nhe|thoi nha|thoi chao|chuc ngu ngon|nghi day",
            r"(?:good ?)?bye(?: bye)?|goodbye|see you(?: later| again)?|good night",
        ),
    ),
    (
        Talk.GREETING,
        (
            r"xin chao|chao (?:buoi )?(?:sang|trua|chieu|toi)|chao|hello|helo|hi|hey|alo+|a lo",
            r"good (?:morning|afternoon|evening|day)|how are you",
            r"cho (?:toi |minh |em )?hoi(?: (?:chut|cai|voi|ti|mot chut|mot ti))?|choi toi hoi",
            r"co ai (?:o do |day )?khong|khoe khong|ban (?:co )?khoe khong",
            r"chuc (?:ban |bot |anh |chi |moi nguoi )?(?:mot )?(?:ngay|buoi \w+|tuan|nam)(?: moi)? (?:moi )?"
            r"(?:vui ve|tot lanh|an lanh|nhieu niem vui|hanh phuc)",
            r"chuc mung(?: nam moi)?|chuc (?:suc khoe|may man|vui ve)",
        ),
    ),
    (
        Talk.PRAISE,
        (
            r"(?:tra loi|lam|noi)(?: viec)? (?:rat )?(?:hay|tot|dung|chuan|gioi|kha|nhanh)"
            r"(?: lam| qua| that| ghe| day)?",
            r"(?:rat )?(?:hay|tot|gioi|tuyet|tuyet voi|xuat sac|thong minh|huu ich|on|chuan)"
            r"(?: lam| qua| that| day| do| roi)?",
            rf"nghe on(?: do)?|nghe hay do|hai long|yeu {_YOU}(?: qua)?|good job|well done|great|nice",
        ),
    ),
    (
        Talk.REPLY,
        (
            r"tat nhien|chac chan|chinh xac|(?:hoan toan )?dong y|noi dung do|dung(?: vay| the)?|vang|da|u|uh|um|uhm",
            r"ok(?:e|ie|ay|la)?|oki|yes|yep|no|nope|co|khong|ko|k|phan doi|khong doi nao|khong bao gio",
            r"(?:toi |minh )?khong nghi (?:the|vay)|(?:toi |minh |em )?(?:da )?(?:hieu|biet|ro|nam duoc)(?: roi)?",
            r"the a|vay a|the ha|vay ha|(?:ha){2,}|(?:hi){2,}|(?:he){2,}|(?:hu){2,}|kk+",
            r"test|thu|khong can(?: nua)?|thoi",
        ),
    ),
)
_FILLER = (
    r"ban|bot|anh|chi|em|ad|admin|ad min|co|chu|bac|ong|ba|cac ban|moi nguoi|minh|toi|tui|cau|shop|chuong trinh",
    r"nhe|nha|nhen|nghe|a|oi|ah|ak|vay|the|the a|roi|nhieu|rat nhieu|lam|qua|that|day|do|day nhe|voi|vi|da|ve",
    r"cau tra loi|thong tin|giup|giup do|su giup do|ho tro|da giup|da giup do|da tra loi|nhiet tinh|nua|nhi|thi|la",
    r"dang yeu|than men|than yeu|tot lanh|you|there|friend|sir|everyone|all|a lot|so much|very much",
)
_KINDS = tuple((talk, re.compile(rf"(?:^| )(?:{'|'.join(phrases)})(?: |$)")) for talk, phrases in _PHRASES)
_WHOLE = re.compile(
    rf"(?:(?:{'|'.join(part for parts in (*(phrases for _, phrases in _PHRASES), _FILLER) for part in parts)})(?: |$))+"
)
"""Phrases and fillers one after another; each ends at a space, so that no run of letters can be cut in many ways."""
_LONGEST = 14
"""Syllables; longer messages ask something even when they begin with a greeting."""


def small_talk(message: str) -> Talk | None:
    """The kind of small talk that a whole message is; None where any word of it may ask something."""
    parts = syllables(message)
    text = " ".join(parts)
    if not parts or len(parts) > _LONGEST or _WHOLE.fullmatch(text) is None:
        return None
    return next((talk for talk, phrase in _KINDS if phrase.search(text)), None)


def without_greeting(message: str) -> str:
    """A question without the greeting before it: "Xin chào, cho tôi hỏi …" asks what follows."""
    folded = fold(message)
    match = _GREETING_FIRST.match(folded)
    rest = message[match.end() :].strip(" ,.!:;") if match and len(folded) == len(message) else message
    return rest if len(syllables(rest)) > 1 else message


_GREETING_FIRST = re.compile(
    r"(?:(?:xin )?chao|hello|hi(?! vong| sinh)|hey|alo)"
    r"(?: (?:ban|bot|anh|chi|em|ad|admin|moi nguoi|cac ban))*[\s,.!:;]+"
    r"(?:(?:xin |lam on |vui long )?(?:cho|hay cho) (?:toi|minh|em|hoi|biet)(?: hoi| biet)?[\s,.:]+(?:la |rang |ve )?)?"
    r"|(?:xin |lam on |vui long )?(?:hay )?cho (?:(?:toi|minh|em|tui) )?hoi[\s,.:]+(?:la |rang )?"
)
