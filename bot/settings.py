"""What an operator sets: one frozen object, read from the environment and `.env` with the prefix `HOIDAP_`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.phrases import configuration
from index.errors import HoidapError

PREFIX = "HOIDAP_"


class SettingsError(HoidapError):
    """A setting has a value that cannot be used; the message names it and never repeats the value."""


def _http_address(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        raise ValueError("not an http address")
    return address.rstrip("/")


def _webhook_secret(secret: SecretStr) -> SecretStr:
    """What Telegram takes for a secret token: https://core.telegram.org/bots/api#setwebhook."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise PydanticCustomError("webhook_secret", "not a secret token")
    return secret


def _database_address(address: SecretStr) -> SecretStr:
    if not re.match(r"postgresql(\+psycopg)?://.", address.get_secret_value()):
        raise PydanticCustomError("database_address", "not a PostgreSQL address")
    return address


HttpAddress = Annotated[str, AfterValidator(_http_address)]


def _identities(value: object) -> object:
    """ "12, 34" as two numbers."""
    if not isinstance(value, str):
        return value
    parts = value.replace(",", " ").split()
    if not all(re.fullmatch(r"-?[0-9]+", part) for part in parts):
        raise PydanticCustomError("identities", "not numbers")
    return frozenset(map(int, parts))


def _names(value: object) -> object:
    """ "a, b" as two names."""
    return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value


_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


def _origins(value: object) -> object:
    """ "https://a.vn, https://b.vn" as two origins, written as browsers write them."""
    if not isinstance(value, str):
        return value
    origins = frozenset(value.replace(",", " ").split())
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise PydanticCustomError("origin", "not an origin")
    return origins


Origins = Annotated[frozenset[str], NoDecode, BeforeValidator(_origins)]


def _addresses(value: str) -> str:
    """Addresses and networks of proxies, or "*" for any; uvicorn would take anything else for a name."""
    try:
        for part in value.split(",") if value != "*" else ():
            ip_network(part.strip())
    except ValueError:
        raise PydanticCustomError("addresses", "not an address") from None
    return value


ProxyAddresses = Annotated[str, AfterValidator(_addresses)]


def _password_hash(hashed: SecretStr) -> SecretStr:
    if not hashed.get_secret_value().startswith("$argon2"):
        raise PydanticCustomError("password_hash", "not a hash by argon2")
    return hashed


PasswordHash = Annotated[SecretStr, AfterValidator(_password_hash)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_names)]
Identities = Annotated[frozenset[int], NoDecode, BeforeValidator(_identities)]


DatabaseAddress = Annotated[SecretStr, AfterValidator(_database_address)]

MetricsToken = Annotated[SecretStr, Field(min_length=16)]
"""Too many to guess, of letters and digits: 95 bits."""

ZaloSecret = Annotated[SecretStr, Field(min_length=8, max_length=256)]
"""DESIGN.md, setWebhook's secret_token."""


class Settings(BaseSettings):
    """Every setting with its default. `.env.example` documents each; a test holds the two together."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    library: Path = Path("data/library")
    documents: Path = Path("data/documents")
    catalogue: Path = Path("data")
    principal: str = ""
    encoder: str = "e5-small"
    encoder_cache: Path | None = None
    reranker: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: HttpAddress | None = None
    zalo_link: HttpAddress | None = None
    log: Literal["text", "json"] = "text"
    metrics_token: MetricsToken | None = None
    proxies: ProxyAddresses = "127.0.0.1"
    asks_per_minute: int = Field(default=60, ge=1)
    embed_origins: Origins = frozenset()
    mailbox: Path | None = None
    database_url: DatabaseAddress | None = None
    dense: Literal["faiss", "pgvector"] = "faiss"
    keep_questions: bool = False
    keep_days: int = Field(default=30, ge=1)
    admins: Identities = frozenset()
    admin_password_hash: PasswordHash | None = None
    telegram_token: SecretStr | None = None
    telegram_base_url: HttpAddress = "https://api.telegram.org"
    telegram_webhook_url: HttpAddress | None = None
    telegram_webhook_secret: WebhookSecret | None = None
    zalo_admins: Names = frozenset()
    zalo_bot_token: SecretStr | None = None
    zalo_bot_base_url: HttpAddress = "https://bot-api.zaloplatforms.com"
    zalo_bot_webhook_url: HttpAddress | None = None
    zalo_bot_webhook_secret: ZaloSecret | None = None
    zalo_oa_app_id: str = ""
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_secret: SecretStr | None = None
    zalo_oa_access_token: SecretStr | None = None
    zalo_oa_refresh_token: SecretStr | None = None
    zalo_oa_base_url: HttpAddress = "https://openapi.zalo.me"
    zalo_oa_oauth_url: HttpAddress = "https://oauth.zaloapp.com"

    @field_validator("dense")
    @classmethod
    def _dense_has_its_database(cls, dense: str, given: ValidationInfo) -> str:
        if dense == "pgvector" and given.data.get("database_url") is None:
            raise PydanticCustomError("needs_database", "no database")
        return dense


def load_settings() -> Settings:
    """The settings of this process; `.env` is looked for in the working directory.

    Raises SettingsError on the first value that cannot be used.
    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError(configuration.ENV_FILE_NOT_UTF8) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(configuration.setting_is_wrong(name, first["type"], first.get("ctx", {}))) from None


def unknown_names(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Names in `environ` that bear our prefix and that no setting has: most likely misspelt."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    return tuple(sorted(name for name in environ if name.startswith(PREFIX) and name not in known))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """The values that no log may show."""
    values = (getattr(settings, name) for name in Settings.model_fields)
    return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))
