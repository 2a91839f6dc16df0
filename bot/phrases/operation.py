"""What operators read: the meaning of each metric, why a process is not ready."""

from __future__ import annotations

METRICS = {
    "hoidap_question_seconds": "Giây từ lúc câu hỏi vào hàng tới lúc có câu trả lời, theo kênh.",
    "hoidap_questions": "Số câu đã trả lời, theo kênh và kết quả.",
    "hoidap_questions_in_hand": "Số câu đang được trả lời hoặc đang đợi bộ mã hóa.",
    "hoidap_waiting": "Số tin trong hộp thư: inbox chưa trả lời, outbox chưa gửi, theo kênh.",
    "hoidap_channel_running": "1 khi kênh đang chạy, 0 khi đã dừng (token bị từ chối, lỗi).",
    "hoidap_poll_age_seconds": "Giây từ lần hỏi tin mới gần nhất được nền tảng đáp, theo kênh tự hỏi tin.",
    "hoidap_send_age_seconds": "Giây mà câu trả lời gửi lâu nhất đang được gửi đi gửi lại, theo kênh.",
    "hoidap_platform_limits": "Số lần nền tảng từ chối vì gửi quá nhiều (429 và tương tự), theo kênh.",
    "hoidap_generation": "Số thứ tự bản của thư viện đang dùng để trả lời.",
    "hoidap_generation_age_seconds": "Giây từ khi bản đang dùng được lập.",
    "hoidap_log_errors": "Số dòng ERROR và CRITICAL đã ghi vào nhật ký.",
}
"""Each metric by its name, as /metrics and the operator's guide explain it."""

STALE = "kênh {}: nền tảng không đáp đã {:.0f} giây"
STUCK = "kênh {}: không gửi được câu trả lời nào đã {:.0f} giây"

LOG_ANSWERED = "đã trả lời: kênh=%s kết_quả=%s ms=%.0f"
LOG_DELIVERED = "đã gửi: kênh=%s lần_thử=%d"
