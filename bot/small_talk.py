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
    REPLY = "reply"


_PHRASES: tuple[tuple[Talk, str], ...] = (
    (Talk.IDENTITY, r"(?:ban|bot|may|ad|em|day) (?:la ai|la gi|ten (?:la )?gi|co phai (?:la )?(?:nguoi|may|robot|bot|ai)(?: that)?(?: khong)?)"),
    (Talk.IDENTITY, r"(?:ai|nguoi nao|don vi nao|co quan nao) (?:da )?(?:tao|lam|viet|lap trinh|phat trien) ra (?:ban|bot|chuong trinh nay|may)"),
    (Talk.IDENTITY, r"(?:toi |minh )?(?:dang )?(?:noi chuyen|tro chuyen|chat) voi (?:ai|nguoi hay may|may hay nguoi|nguoi that)"),
    (Talk.IDENTITY, r"(?:ban )?la (?:nguoi|robot|may|bot)(?: that)? (?:hay (?:la )?(?:may|nguoi|robot|bot)|khong|a|ha)"),
    (Talk.IDENTITY, r"gioi thieu (?:ve )?ban(?: than)?|who are you|what are you|what is your name|are you (?:human|a robot|a bot|real)"),
    (Talk.ABILITY, r"(?:ban|bot|chuong trinh(?: nay)?) (?:co the )?(?:lam|giup|tra loi|biet) (?:duoc )?(?:nhung )?(?:gi|viec gi|cau gi)(?: duoc)?(?: cho (?:toi|minh|em|anh|chi))?"),
    (Talk.ABILITY, r"(?:ban|bot) co the (?:lam|giup)(?: duoc)? gi|(?:dung|su dung|hoi)(?: bot| chuong trinh)?(?: nay)? (?:the nao|nhu the nao|ra sao)|what can you do|help me|help|huong dan(?: su dung)?|giup (?:toi|minh|em) voi"),
    (Talk.THANKS, r"(?:xin )?(?:cam|cam) on|cam on|camon|thank(?:s| you)?(?: so much| very much)?|thanks|tks|thks|thx|ty|merci|da ta|biet on"),
    (Talk.FAREWELL, r"tam biet|(?:good ?)?bye(?: bye)?|goodbye|see you(?: later| again)?|(?:hen )?gap lai(?: sau)?|hen (?:lan )?khac|hen gap(?: lai)?|luc khac noi tiep|chao tam biet|di day|thoi nhe|thoi nha|thoi chao|good night|chuc ngu ngon|nghi day"),
    (Talk.GREETING, r"xin chao|chao (?:buoi )?(?:sang|trua|chieu|toi)|chao|hello|helo|hi|hey|alo+|a lo|good (?:morning|afternoon|evening|day)|cho (?:toi |minh |em )?hoi(?: (?:chut|cai|voi|ti|mot chut|mot ti))?|choi toi hoi|co ai (?:o do |day )?khong|khoe khong|ban (?:co )?khoe khong|how are you"),
    (Talk.GREETING, r"chuc (?:ban |bot |anh |chi |moi nguoi )?(?:mot )?(?:ngay|buoi \w+|tuan|nam)(?: moi)? (?:moi )?(?:vui ve|tot lanh|an lanh|nhieu niem vui|hanh phuc)|chuc mung(?: nam moi)?|chuc (?:suc khoe|may man|vui ve)"),
    (Talk.PRAISE, r"(?:tra loi|lam|noi)(?: viec)? (?:rat )?(?:hay|tot|dung|chuan|gioi|kha|nhanh)(?: lam| qua| that| ghe| day)?|(?:rat )?(?:hay|tot|gioi|tuyet|tuyet voi|xuat sac|thong minh|huu ich|on|chuan)(?: lam| qua| that| day| do| roi)?|good job|well done|great|nice|nghe on(?: do)?|hai long|yeu (?:ban|bot)(?: qua)?|nghe hay do"),
    (Talk.REPLY, r"tat nhien|chac chan|chinh xac|(?:hoan toan )?dong y|noi dung do|dung(?: vay| the)?|vang|da|u|uh|um|uhm|ok(?:e|ie|ay|la)?|oki|yes|yep|no|nope|co|khong|ko|k|phan doi|(?:toi |minh )?khong nghi (?:the|vay)|khong doi nao|khong bao gio|(?:toi |minh |em )?(?:da )?(?:hieu|biet|ro|nam duoc)(?: roi)?|the a|vay a|the ha|vay ha|haha+|hihi+|hehe+|huhu+|kk+|test|thu|khong can(?: nua)?|thoi"),
)  # fmt: skip
_FILLER = (
    r"ban|bot|anh|chi|em|ad|admin|ad min|co|chu|bac|ong|ba|cac ban|moi nguoi|minh|toi|tui|cau|shop|chuong trinh|nhe|nha|nhen|nghe|a|oi|ah|ak|vay|the|the a|"
    r"roi|nhieu|rat nhieu|lam|qua|that|day|do|day nhe|voi|vi|da|ve|cau tra loi|thong tin|giup|giup do|su giup do|ho tro|da giup|da giup do|da tra loi|"
    r"nhiet tinh|you|there|friend|sir|everyone|all|a lot|so much|very much|nua|nhi|thi|la|dang yeu|than men|than yeu|tot lanh"
)
_WHOLE = re.compile(rf"(?:(?:{'|'.join(phrase for _, phrase in _PHRASES)}|{_FILLER}) ?)+")
_LONGEST = 14
"""Syllables; longer messages ask something even when they begin with a greeting."""


def small_talk(message: str) -> Talk | None:
    """The kind of small talk that a whole message is; None where any word of it may ask something."""
    parts = syllables(message)
    text = " ".join(parts)
    if not parts or len(parts) > _LONGEST or _WHOLE.fullmatch(text) is None:
        return None
    return next((talk for talk, phrase in _PHRASES if re.search(rf"(?:^| )(?:{phrase})(?: |$)", text)), None)


def without_greeting(message: str) -> str:
    """A question without the greeting before it: "Xin chào, cho tôi hỏi …" asks what follows."""
    folded = fold(message)
    match = _GREETING_FIRST.match(folded)
    rest = message[match.end() :].strip(" ,.!:;") if match and len(folded) == len(message) else message
    return rest if len(syllables(rest)) > 1 else message


_GREETING_FIRST = re.compile(
    r"(?:(?:xin )?chao|hello|hi|hey|alo)(?: (?:ban|bot|anh|chi|em|ad|admin|moi nguoi|cac ban))*[\s,.!:;]+"
    r"(?:(?:xin |lam on |vui long )?(?:cho|hay cho) (?:toi|minh|em|hoi|biet)(?: hoi| biet)?[\s,.:]+(?:la |rang |ve )?)?"
    r"|(?:xin |lam on |vui long )?(?:hay )?cho (?:(?:toi|minh|em|tui) )?hoi[\s,.:]+(?:la |rang )?"
)
