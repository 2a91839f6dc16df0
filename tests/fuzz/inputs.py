"""What people, platforms and strangers may send: right things with something wrong in them, and plain noise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.bot.zalo_server import APP_ID
from tests.index.load.office import doc, docx, paragraph, pptx, word_table, xls, xlsx
from tests.index.load.portable import Text, pdf

SEEDS: Mapping[str, bytes] = {
    "txt": "KẾT LUẬN\nSố 12-KL/TU\n1. Kết quả: 54/66 chỉ tiêu đạt.\n".encode(),
    "md": "# Kết luận\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n- mục [x](y)\n".encode(),
    "vni": "Keát luaän hoäi nghò\n".encode("latin-1", "replace"),
    "utf-16": "Kết luận hội nghị".encode("utf-16"),
    "html": "<html><title>Kết luận</title><body><h1>I</h1><table><tr><td>1</td></tr></table></body>".encode(),
    "rtf": rb"{\rtf1\ansi{\fonttbl{\f0 .VnTime;}}\f0 K\'d5t lu\'cbn\par\trowd\intbl a\cell b\cell\row}",
    "docx": docx(paragraph("Kết luận", bold=True) + word_table([["1", "2"]])),
    "doc": doc([(b"Ket luan\r", b""), (b"chu\r", b"")], ["Arial"]),
    "pdf": pdf([[Text("Kết luận"), Text("chữ")]]),
    "xlsx": xlsx({"a": '<row r="1"><c r="A1"><v>1</v></c></row>'}),
    "xls": xls([(0, 0, "chu"), (1, 0, 2.0)]),
    "pptx": pptx(["<a:p><a:r><a:t>chữ</a:t></a:r></a:p>"]),
}
"""A small sound file of each kind."""

SURROGATE = "\ud83d"
WORDS = st.sampled_from(
    [
        *(
            "chỉ tiêu",
            "khó đạt",
            "bao nhiêu",
            "nhiệm vụ thứ 3",
            "12-KL/TU",
            "06/7/2023",
            "54/66",
            "còn du lịch thì sao",
        ),
        *("<b>", "</b>", "&", "«", "»", "###", "`", "*", "_", "[x](javascript:1)", "%00", "'", '"', "\\"),
        *("{{7*7}}", "${x}", "<script>alert(1)</script>", "e\u0301\u0323", "\u202e", "\x00", "\ufeff", "ngan sach"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(), max_size=20).map(lambda text: text + SURROGATE),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.sampled_from(("(" * 2000, "1." * 1000, "a\u0301" * 999, "thứ " * 500, "/" * 300, "9" * 1999)),
)
"""Questions and other short texts: words of the documents, markup, letters of every kind, and half letters."""

_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), TEXTS)
JSON = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)

TELEGRAM_UPDATE: dict[str, Any] = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 7, "type": "private", "first_name": "An"},
        "from": {"id": 7, "is_bot": False, "first_name": "An"},
        "text": "Có bao nhiêu chỉ tiêu khó đạt?",
    },
}
TELEGRAM_PRESS: dict[str, Any] = {
    "update_id": 1,
    "callback_query": {
        "id": "1",
        "from": {"id": 7, "is_bot": False, "first_name": "An"},
        "chat_instance": "1",
        "data": "p:kl-hn12-2023.00000001:0:5",
        "message": {
            **TELEGRAM_UPDATE["message"],
            "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "https://a.vn"}]]},
        },
    },
}
ZALO_UPDATE: dict[str, Any] = {
    "event_name": "message.text.received",
    "message": {
        "from": {"id": "7", "display_name": "An", "is_bot": False},
        "chat": {"id": "7", "chat_type": "PRIVATE"},
        "message_id": "m1",
        "date": 1,
        "text": "Nhiệm vụ thứ 3 là gì?",
    },
}
ZALO_EVENT: dict[str, Any] = {
    "app_id": APP_ID,
    "event_name": "user_send_text",
    "sender": {"id": "7"},
    "message": {"msg_id": "o1", "text": "Giá vàng hôm nay?"},
    "timestamp": "1",
}
QUESTION: dict[str, Any] = {"question": "Có bao nhiêu chỉ tiêu khó đạt?", "conversation": "a"}


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A sound file with bytes changed, put in, doubled or cut off."""
    data = bytearray(SEEDS[draw(st.sampled_from(sorted(SEEDS)))])
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.integers(0, 3)):
            case 0:
                data[start : start + 4] = draw(st.binary(max_size=4))
            case 1:
                data[start:start] = draw(st.binary(max_size=16))
            case 2:
                data[start:start] = data[start : start + draw(st.integers(1, 200))] * draw(st.integers(1, 20))
            case 3:
                del data[start : start + draw(st.integers(1, 64))]
    return bytes(data)


@st.composite
def broken_json(draw: st.DrawFn, sound: Mapping[str, Any]) -> bytes:
    """A sound object with one or two of its parts replaced, added or gone; or bytes that may be no JSON at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(
            st.binary(max_size=64) | st.sampled_from((b"[" * 100_000, b'{"a":' * 5_000, b"{}", b"", b"9" * 5_000))
        )
    made = json.loads(json.dumps(sound))
    for _ in range(draw(st.integers(1, 2))):
        place = made
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(place[key], (dict, list)) and draw(st.booleans()):
                place = place[key]
                continue
            if isinstance(place, dict) and draw(st.integers(0, 3)) == 0:
                del place[key]
            else:
                place[key] = draw(JSON)
            break
    return json.dumps(made).encode()


@st.composite
def forms(draw: st.DrawFn) -> bytes:
    """A form's body: fields that are ours or not, once or more often, written out well or not; or any bytes."""
    fields = draw(st.lists(st.tuples(st.sampled_from(("question", "conversation", "x")), TEXTS), max_size=4))
    sound = urlencode(fields, errors="surrogatepass").encode()
    return draw(
        st.sampled_from((sound, sound[:-1], sound + b"&question=%ff%d8%00", b"&" * 50)) | st.binary(max_size=80)
    )
