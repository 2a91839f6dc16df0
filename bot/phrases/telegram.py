"""What is said in Telegram's administration and in the log of its webhook."""

from __future__ import annotations

LOG_WEBHOOK_REFUSED = (
    "Telegram không nhận địa chỉ webhook: HOIDAP_TELEGRAM_WEBHOOK_URL phải là địa chỉ https công khai, cổng 443, 80, "
    "88 hoặc 8443. Sửa rồi chạy lại, hoặc để trống để chương trình tự hỏi tin mới."
)

LEGEND = "Mỗi cột một ngày: 🟩 trả lời được · 🟨 chưa chắc · 🟥 không có trong văn bản · ⬜ chào hỏi"
"""The squares stand for `bot.chart.COLOURS`, from the foot of a bar upwards."""
