"""What the benchmarks say."""

from __future__ import annotations

NO_PASSAGES = "Không có đoạn nào để làm mẫu. Chỉ một thư mục văn bản: hoidap bench --size SỐ_ĐOẠN --documents THƯ_MỤC"


def step_failed(step: str, place: object, why: str) -> str:
    """A process that measures has ended with an error."""
    return f"Bước {step} dừng giữa chừng ở {place}: {why}. Hãy thử lại: hoidap bench"


HELP = {
    "size": "làm thư viện với chừng ấy đoạn rồi đo; nhiều số là nhiều thư viện",
    "documents": "tệp hoặc thư mục văn bản để lấy đoạn mẫu (mặc định: văn bản của thư viện)",
    "folder": "thư mục giữ các thư viện đã làm (mặc định: thư mục tạm, xóa khi xong)",
    "plot": "vẽ chi phí theo số đoạn vào tệp SVG này",
    "crowd": "đo khi chừng ấy người hỏi cùng lúc qua HTTP; nhiều số là nhiều lần đo",
}
PLOT_ACROSS = "số đoạn trong thư viện"
PLOT_UP = "mili giây"
PLOT_LINES = {
    "question_ms": "một câu hỏi (CPU)",
    "encoding_ms": "trong đó: mã hóa câu hỏi",
    "scan_ms": "đọc mọi véc-tơ một lần",
    "cold_ms": "mở, trả lời câu đầu (CPU)",
    "add_ms": "thêm một văn bản (CPU)",
}
SIZE_COLUMNS = {
    "passages": "đoạn",
    "build_seconds": "lập (s)",
    "build_cpu_seconds": "CPU (s)",
    "derive_seconds": "dẫn xuất (s)",
    "derive_cpu_seconds": "CPU (s)",
    "build_peak_mb": "MB khi lập",
    "derive_own_mb": "MB riêng khi dẫn xuất",
    "disk_mb": "MB trên đĩa",
    "cold_seconds": "mở (s)",
    "cold_cpu_seconds": "CPU (s)",
    "cold_peak_mb": "MB khi mở",
    "own_mb": "MB riêng",
    "p50_ms": "p50 (ms)",
    "p95_ms": "p95 (ms)",
    "encoding_ms": "mã hóa (ms)",
    "question_cpu_ms": "CPU (ms)",
    "encoding_cpu_ms": "mã hóa, CPU (ms)",
    "add_seconds": "thêm 1 (s)",
    "add_cpu_seconds": "CPU (s)",
    "recall_10": "recall@10",
    "scan_ms": "quét (ms)",
    "load": "tải máy",
}
CROWD_COLUMNS = {
    "people": "người",
    "questions": "câu",
    "answered": "được trả lời",
    "busy": "báo bận",
    "dropped": "mất",
    "per_second": "câu/s",
    "p50_ms": "p50 (ms)",
    "p95_ms": "p95 (ms)",
    "p99_ms": "p99 (ms)",
    "slowest_person": "chậm nhất/TB",
    "busy_p95_ms": "báo bận p95 (ms)",
    "memory_mb": "MB",
    "load": "tải máy",
}
