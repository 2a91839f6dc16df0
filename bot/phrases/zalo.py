"""What is said on Zalo, and what the log says of its two channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot import phrases
from bot.phrases import kept

if TYPE_CHECKING:
    from bot.writing.abilities import Abilities

ZALO_BOT = "Zalo Bot"
ZALO_OA = "Zalo OA"

CHOOSE_A_TOPIC = "Hoặc chọn một chủ đề. Cách dùng: /trogiup"
RATE = "Đánh giá câu trả lời này"
HOW_WAS_IT = "Câu trả lời này thế nào?"
OLD_NUMBER = "Chưa có danh sách đánh số nào, hoặc danh sách đã cũ. Xin gõ câu hỏi, hoặc /mucluc để xem mục lục."
NO_FILES = (
    "Zalo không đưa tệp cho chương trình. Xin tải tệp lên ở trang /quan-tri, gửi cho bot Telegram, hoặc chạy "
    "hoidap add trên máy chủ."
)
NO_CSV = "Zalo không gửi tệp được. Xin tải ở trang /quan-tri, hoặc gõ /xuatcsv với bot Telegram."
MENU_IS_KEPT = f"Danh sách đánh số gần nhất được giữ {kept.MENUS} để biết số nào là mục nào."

COMMANDS = {"batdau" if name == "start" else name: what for name, what in phrases.TELEGRAM_COMMANDS.items()}
ADMIN_COMMANDS = {
    name: what.removeprefix("Quản trị: ") for name, what in phrases.ADMIN_COMMANDS.items() if name != "xuatcsv"
}

BOT_TOKEN_REFUSED = "Zalo không nhận token: kiểm tra HOIDAP_ZALO_BOT_TOKEN."
_REFUSALS = {
    -213: "người nhận không còn quan tâm tài khoản",
    -230: "đã quá hạn trả lời tin của người này",
    -232: "đã quá hạn trả lời tin của người này",
}
LOG_WEBHOOK_REFUSED = (
    "Zalo không nhận địa chỉ webhook: HOIDAP_ZALO_BOT_WEBHOOK_URL phải là địa chỉ https công khai. Sửa rồi chạy lại, "
    "hoặc để trống để chương trình tự hỏi tin mới."
)
LOG_TOKENS_LOST = (
    "Zalo OA: cặp token không dùng được nữa (mã %d). Refresh token chỉ dùng được một lần, và có thể lần đổi trước đã "
    "bị ngắt giữa chừng. Vào developers.zalo.me, Công cụ → API Explorer, lấy cặp token mới, đặt vào "
    "HOIDAP_ZALO_OA_ACCESS_TOKEN và HOIDAP_ZALO_OA_REFRESH_TOKEN rồi chạy lại; các câu trả lời đang chờ sẽ được gửi."
)
LOG_UNFINISHED_RENEWAL = (
    "Zalo OA: lần đổi token trước bị ngắt giữa chừng; đang thử lại với cặp cũ. Nếu Zalo không nhận thì phải lấy cặp "
    "token mới."
)
LOG_RENEWED = "Zalo OA: đã đổi cặp token"
LOG_FORGED = "%s: một lời gọi webhook không có chữ ký đúng đã bị từ chối"


def only_admins(sender: str) -> str:
    """For who may not administer, and for who will but has to know their number first."""
    return f"{phrases.ONLY_ADMINS} Mã của người gửi: {sender}"


def refused(title: str, code: int) -> str:
    """A message that will not be delivered."""
    return f"{title} từ chối một tin trả lời, đã bỏ tin đó: {_REFUSALS.get(code, 'không rõ lý do')} (mã {code})"


def choose_a_number(labels: Sequence[str]) -> str:
    """A numbered list to choose from."""
    lines = [f"  {number}. {label}" for number, label in enumerate(labels, start=1)]
    return "\n".join(("Trả lời bằng số để chọn:", *lines))


def number_out_of_range(most: int) -> str:
    """Somebody chose a number that the last list has not."""
    return f"Danh sách gần nhất có {most} mục: xin trả lời bằng một số từ 1 đến {most}."


def setting_missing(name: str) -> str:
    """An Official Account that is configured in part."""
    return f"Kênh Zalo OA còn thiếu {name}: đặt trong môi trường hoặc tệp .env (xem .env.example)."


def help_text(abilities: Abilities, example: str, *, is_admin: bool) -> str:
    """How to ask, and what this channel has no way to do."""
    choosing = "Dưới câu trả lời có danh sách đánh số: trả lời bằng một số, ví dụ 2, để chọn."
    if abilities.most_buttons:
        choosing = (
            f"Bấm nút dưới câu trả lời; danh sách dài hơn {abilities.most_buttons} mục thì trả lời bằng số, ví dụ 2."
        )
    lacking = [
        "" if abilities.edits else "sửa câu đã hỏi (xin gửi câu mới)",
        "" if abilities.files else "đọc tệp, ảnh, giọng nói (xin gõ chữ)",
        "" if abilities.inline else "hỏi từ cuộc trò chuyện khác (xin hỏi ở đây)",
    ]
    parts = (
        phrases.how_to_ask(example),
        "Chữ trong «…» là lời trích nguyên văn; bên dưới là mục, văn bản, cơ quan ban hành và ngày. Có thể hỏi tiếp "
        "“còn năm 2022?”, chương trình nhớ vài câu gần nhất trong 30 phút.",
        choosing,
        "Trong nhóm: nhắc tên bot hoặc trả lời tin của bot." if abilities.groups else "",
        f"Ở đây không có: {'; '.join(filter(None, lacking))}." if any(lacking) else "",
        _listed(COMMANDS),
        f"Quản trị:\n{_listed(ADMIN_COMMANDS)}\n{NO_FILES}" if is_admin else "",
    )
    return "\n\n".join(part for part in parts if part)


def _listed(commands: Mapping[str, str]) -> str:
    return "\n".join(f"/{name} {what[:1].lower()}{what[1:]}" for name, what in commands.items())
