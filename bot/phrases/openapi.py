"""What the description of the JSON API says, by the name of its place."""

from __future__ import annotations

from bot import phrases

TITLE = f"{phrases.NAME}: API"
ABOUT = (
    "Hỏi các văn bản trong thư viện, nhận lời trích đúng nguyên văn kèm nơi trích. Mọi yêu cầu POST là một đối tượng "
    "JSON (Content-Type: application/json). Câu hỏi không vào nhật ký của máy chủ."
)

OPERATIONS = {
    "ask": "Hỏi một câu",
    "topics": "Các chủ đề để bắt đầu",
    "feedback": "Đánh giá một câu trả lời",
    "reason": "Lý do của một đánh giá chưa được",
    "forget": "Quên cuộc hỏi đáp",
}

RESPONSES = {
    "200": "Xong",
    "400": "Yêu cầu không đọc được hoặc câu hỏi không hỏi được; error nói rõ lý do",
    "413": "Yêu cầu quá lớn",
    "415": "Content-Type không phải application/json",
    "429": "Địa chỉ mạng này hỏi quá dồn dập; Retry-After là số giây nên đợi",
    "503": "Đang có nhiều người hỏi, hoặc thư viện chưa sẵn sàng; Retry-After, nếu có, là số giây nên đợi",
}

FIELDS = {
    "question": "Câu hỏi, có dấu hay không dấu",
    "conversation": "Tên tự đặt của cuộc hỏi đáp, để hỏi tiếp được; bỏ trống thì mỗi câu đứng riêng",
    "outcome": "answered: trả lời được; unsure: đoạn gần nhất; not_found: văn bản không nêu; small_talk: chào hỏi",
    "text": "Câu trả lời như người đọc thấy ở dòng lệnh",
    "quotes": "Lời trích nguyên văn, tốt nhất đứng đầu; start, end tính bằng ký tự trong đoạn",
    "passages": "Các đoạn gần câu hỏi nhất, tốt nhất đứng đầu",
    "reply": "Câu trả lời đã chia để hiển thị: quoted là lời trích, plain là chữ quanh nó, reading là chữ ghi thêm",
    "link": "Nơi trích trong toàn văn, trên cùng máy chủ này",
    "passage_id": "Mã của đoạn được trích đầu tiên; chuỗi trống khi không trích đoạn nào",
    "feedback": "Số của đánh giá, dùng khi gửi lý do",
    "everything": "true: xóa cả kết quả và đánh giá còn giữ, không chỉ các câu gần nhất trong bộ nhớ",
    "reason": "Một trong các lý do mà /api/feedback trả về",
}
