"""Settings from the environment: their defaults, their errors, their secrets and their documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, SettingsError, load_settings, unknown_names

ENV_EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456789:AAE-secret_of_the_bot_0123456789abcde"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor the `.env` of whoever runs the tests is read."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_the_page_is_on_this_machine_alone_by_default() -> None:
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.library == Path("data/library")
    assert settings.telegram_token is None


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HOIDAP_PORT=1\nHOIDAP_HOST=0.0.0.0\n", encoding="utf-8")
    monkeypatch.setenv("HOIDAP_PORT", "2")
    settings = load_settings()
    assert (settings.host, settings.port) == ("0.0.0.0", 2)


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_TELEGRAM_TOKEN", "")
    assert load_settings().telegram_token is None


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("HOIDAP_PORT", "tám nghìn", "phải là số nguyên"),
        ("HOIDAP_PORT", "70000", "không được lớn hơn 65535"),
        ("HOIDAP_PORT", "-1", "không được nhỏ hơn 0"),
        (
            "HOIDAP_EMBED_ORIGINS",
            "https://a.vn/trang",
            "phải gồm các địa chỉ dạng https://tên-máy-chủ, không có đường dẫn, cách nhau bằng dấu phẩy",
        ),
        (
            "HOIDAP_EMBED_ORIGINS",
            "https://a.vn; script-src *",
            "phải gồm các địa chỉ dạng https://tên-máy-chủ, không có đường dẫn, cách nhau bằng dấu phẩy",
        ),
        ("HOIDAP_TELEGRAM_WEBHOOK_SECRET", "có dấu", "phải gồm 1 đến 256 chữ cái không dấu, chữ số, dấu _ hoặc -"),
        ("HOIDAP_TELEGRAM_BASE_URL", "telegram", "phải là địa chỉ bắt đầu bằng http:// hoặc https://"),
        ("HOIDAP_ADMINS", "an", "phải gồm các mã số, cách nhau bằng dấu phẩy"),
        ("HOIDAP_PUBLIC_URL", "hoidap.example.vn", "phải là địa chỉ bắt đầu bằng http:// hoặc https://"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, rule: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert str(error.value) == f"Cấu hình {name} {rule}: sửa trong môi trường hoặc tệp .env (xem .env.example)."


def test_an_env_file_of_another_encoding_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# tệp\nHOIDAP_PORT=1\n".encode("utf-16"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings()


def test_a_token_is_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_TELEGRAM_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings) + str(settings) + settings.model_dump_json()


def test_administrators_are_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().admins == frozenset()
    monkeypatch.setenv("HOIDAP_ADMINS", "12, 34,56")
    assert load_settings().admins == {12, 34, 56}
    monkeypatch.setenv("HOIDAP_ADMINS", "an")
    with pytest.raises(SettingsError, match="HOIDAP_ADMINS"):
        load_settings()


def test_pages_that_may_embed_are_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_EMBED_ORIGINS", "https://a.vn, http://127.0.0.1:8000")
    assert load_settings().embed_origins == {"https://a.vn", "http://127.0.0.1:8000"}


@pytest.mark.parametrize("value", ["10.0.0.0/8, ::1", "*", "127.0.0.1"])
def test_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOIDAP_PROXIES", value)
    assert load_settings().proxies == value


@pytest.mark.parametrize("value", ["my-proxy", "10.0.0.0/8,x", "127.0.0.1 ::1", "10.0.0.1/8"])
def test_a_proxy_that_is_no_address_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOIDAP_PROXIES", value)
    with pytest.raises(SettingsError, match="HOIDAP_PROXIES phải gồm các địa chỉ IP"):
        load_settings()


def test_settings_do_not_change() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]  # that it fails is the fact


def test_a_misspelt_name_is_found() -> None:
    assert unknown_names({"HOIDAP_PROT": "1", "HOIDAP_PORT": "1", "PATH": ""}) == ("HOIDAP_PROT",)


def test_the_example_file_documents_every_setting_with_its_default() -> None:
    documented = dict(re.findall(r"^#(HOIDAP_\w+)=(.*)$", ENV_EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    defaults = {PREFIX + name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert documented == {
        name: str(value) if value not in (None, frozenset()) else "" for name, value in defaults.items()
    }
    assert len(documented) >= 8
