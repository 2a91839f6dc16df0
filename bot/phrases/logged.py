"""The lines of the log; what stands in for `%s` never is a token or a question's text."""

from __future__ import annotations

LOG_GENERATION = "dùng bản %s của thư viện"
LOG_GENERATION_REFUSED = "bản %s của thư viện không mở được, tiếp tục dùng bản %s: %s"
LOG_NOT_READY = "chưa trả lời được: %s"
LOG_JOURNAL = "không ghi được nhật ký: %s"
LOG_MAILBOX = "không ghi được hộp thư (%s), thử lại sau %.0f giây"
LOG_MAILBOX_LEFT = "lúc dừng không ghi được hộp thư (%s); lần chạy sau sẽ làm tiếp"
LOG_NOT_STORED = "không ghi được hộp thư (%s); tin nhắn sẽ được gửi lại"
LOG_AWAY = "%s, %s: %s, thử lại sau %.0f giây"
LOG_NOT_DRAINED = "dừng khi chưa gửi hết; phần còn lại sẽ gửi ở lần chạy sau"
LOG_UNREADABLE = "một tin nhắn không đọc được"
LOG_UNANSWERED = "một tin nhắn không trả lời được"
LOG_UNSENDABLE = "một câu trả lời không gửi được"
LOG_HTML_REFUSED = "Telegram không đọc được HTML của một câu trả lời; gửi lại dạng chữ thường"
LOG_REFUSED = "Telegram từ chối %s (%s)"
LOG_NOT_SENT = "chưa gửi được (%s), thử lại sau %.0f giây"
