"""What an operator may set, from the environment (COURTYARD_…) or files in COURTYARD_SECRETS_DIR."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent


class Environment(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="COURTYARD_", secrets_dir=os.environ.get("COURTYARD_SECRETS_DIR"), extra="ignore"
    )

    demo: bool = False
    debug: bool = False
    var: Path = Path("var")
    database: str = ""
    secret_key: SecretStr = SecretStr("")
    hosts: str = "localhost,127.0.0.1,[::1]"
    origins: str = ""
    proxies: int = 0
    mail_from: str = "courtyard@localhost"
    mail_host: str = ""
    mail_port: int = 25
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_tls: bool = False
    sms: str = ""
    wechat: str = ""
    checkpoint_key: Path | None = None
    vote_keys: Path | None = None
    pay_keys: Path | None = None
    sqlite_synchronous: str = "FULL"

    @model_validator(mode="after")
    def production_has_a_secret(self) -> "Environment":
        if not self.secret_key.get_secret_value():
            if not (self.demo or self.debug):
                raise ValueError("COURTYARD_SECRET_KEY is not set. `courtyard secret` prints one.")
            self.secret_key = SecretStr("demo: everybody knows this key, and every name here is invented")
        return self

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{(self.var / 'courtyard.sqlite3').resolve()}"


NO_JIT = "-c jit=off"
"""Compiling a statement takes PostgreSQL 150 ms and more; ours take a few, and a table that grew since it was last
analysed looks expensive. Behind a pool that takes no options, the database's address says `?options=`."""


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def database(url: str, *, synchronous: str = "FULL") -> dict[str, Any]:
    """Django's settings for sqlite:///path or postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path), synchronous)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"{parts.scheme or url}: the database is sqlite:///… or postgresql://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": NO_JIT} | dict(parse_qsl(parts.query, keep_blank_values=True)),
    }


def sqlite(path: str, synchronous: str) -> dict[str, Any]:
    """IMMEDIATE: with the default mode most concurrent writes fail with "database is locked"."""
    pragmas = ("journal_mode=WAL", f"synchronous={synchronous}", "temp_store=MEMORY", "cache_size=-32000")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }
