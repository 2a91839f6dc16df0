"""What is said in Telegram alone."""

from __future__ import annotations

from bot import phrases

LOG_WEBHOOK_REFUSED = (
    "Telegram không nhận địa chỉ webhook: HOIDAP_TELEGRAM_WEBHOOK_URL phải là địa chỉ https công khai, cổng 443, 80, "
    "88 hoặc 8443. Sửa rồi chạy lại, hoặc để trống để chương trình tự hỏi tin mới."
)

PRESS_A_TOPIC = "Hoặc bấm một chủ đề:"

LEGEND = "Mỗi cột một ngày: 🟩 trả lời được · 🟨 chưa chắc · 🟥 không có trong văn bản · ⬜ chào hỏi"
"""The squares stand for `bot.records.chart.COLOURS`, from the foot of a bar upwards."""


def ask_after_the_command(example: str) -> str:
    """For who types the command alone. HTML, the example escaped by the caller."""
    return f"Gõ câu hỏi ngay sau lệnh, ví dụ: <code>/hoi {example}</code>" if example else "Gõ câu hỏi ngay sau lệnh."


ADMIN_HELP = "Quản trị: gửi tệp vào đây để thêm hoặc thay văn bản, và các lệnh:"


def help_text(username: str, example: str, *, is_admin: bool = False) -> str:
    """How to ask, in a private chat, in a group and anywhere else; for administrators, what they can do.

    HTML, the example escaped by the caller.
    """
    commands = (f"/{name} {what.removeprefix('Quản trị: ')}" for name, what in phrases.ADMIN_COMMANDS.items())
    administering = "\n".join(("", "", ADMIN_HELP, *commands)) if is_admin else ""
    return (
        f"{phrases.how_to_ask(example)}\n\n"
        "Chữ <b>đậm</b> là lời trích nguyên văn, đặt trong đoạn của văn bản; bên dưới là mục, văn bản, cơ quan ban "
        "hành và ngày. Có thể hỏi tiếp “còn năm 2022?”: chương trình nhớ vài câu gần nhất trong 30 phút.\n\n"
        "• Trong nhóm: nhắc tên bot, trả lời tin của bot, hoặc dùng /hoi CÂU HỎI; trả lời tin của người khác bằng tên "
        "bot hay /hoi là hỏi câu trong tin ấy.\n"
        f"• Trong mọi cuộc trò chuyện khác: gõ @{username} rồi câu hỏi, chọn một lời trích để gửi đi.\n"
        "• Sửa câu hỏi đã gửi thì câu trả lời được sửa theo.\n\n"
        "/start các chủ đề · /mucluc mục lục · /tomtat những câu chính · /vanban các văn bản · "
        "/moi hỏi chuyện mới · /quyenriengtu quyền riêng tư · /xoadulieu xóa dữ liệu"
        f"{administering}"
    )
