"""What is said about a setting that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

ENV_FILE_NOT_UTF8 = "Tệp .env không phải văn bản UTF-8: lưu lại tệp bằng bảng mã UTF-8."
NO_PRINCIPAL = (
    "Cảnh báo: HOIDAP_PRINCIPAL nêu một văn bản không có trong thư viện, nên không văn bản nào được coi là chính; "
    "hoidap list cho biết mã của các văn bản."
)
_SETTING_RULES = {
    "int_parsing": "phải là số nguyên",
    "less_than_equal": "không được lớn hơn {le}",
    "greater_than_equal": "không được nhỏ hơn {ge}",
    "value_error": "phải là địa chỉ bắt đầu bằng http:// hoặc https://",
    "string_too_short": "phải có ít nhất {min_length} ký tự",
    "too_short": "phải có ít nhất {min_length} ký tự",
    "origin": "phải gồm các địa chỉ dạng https://tên-máy-chủ, không có đường dẫn, cách nhau bằng dấu phẩy",
    "addresses": "phải gồm các địa chỉ IP hay dải địa chỉ, cách nhau bằng dấu phẩy, hoặc dấu *",
    "bool_parsing": "phải là true hoặc false",
    "literal_error": "phải là một trong các giá trị ghi ở đó",
    "database_address": "phải có dạng postgresql+psycopg://người-dùng:mật-khẩu@máy-chủ:5432/cơ-sở-dữ-liệu",
    "needs_database": "bằng pgvector thì cần cả HOIDAP_DATABASE_URL (PostgreSQL có pgvector), không thì để faiss",
    "identities": "phải gồm các mã số, cách nhau bằng dấu phẩy",
    "password_hash": "phải là dòng mà hoidap password in ra",
    "webhook_secret": "phải gồm 1 đến 256 chữ cái không dấu, chữ số, dấu _ hoặc -",
}


def setting_is_wrong(name: str, rule: str, bounds: Mapping[str, object]) -> str:
    """`rule` and `bounds` are pydantic's name of the broken rule and its context."""
    reason = _SETTING_RULES.get(rule, "có giá trị không dùng được").format_map(bounds)
    return f"Cấu hình {name} {reason}: sửa trong môi trường hoặc tệp .env (xem .env.example)."


def unknown_setting(name: str) -> str:
    """A variable with our prefix that nothing reads."""
    return f"Cảnh báo: không có cấu hình nào tên {name}; xem .env.example."
