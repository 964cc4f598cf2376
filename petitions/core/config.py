"""Settings: read from the environment once, checked at start, documented in docs/settings.md."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, cast

from petitions.core.sealed import Keyring

Environment = Literal["development", "test", "production"]
LOCALES: tuple[str, ...] = ("en",)
# With the detail that says which mail came back, it must stay within 64 (RFC 5321, 4.5.3.1.1).
LONGEST_BOUNCE_NAME = 21

# Every setting there is. A test holds this table and docs/settings.md against each other.
SETTINGS = (
    "UNDERSIGNED_ENV",
    "UNDERSIGNED_INSTANCE",
    "DATABASE_URL",
    "SECRET_KEY",
    "DATA_KEYS",
    "INDEX_KEY",
    "BASE_URL",
    "MAIL_TRANSPORT",
    "MAIL_FOLDER",
    "MAIL_FROM",
    "BOUNCE_ADDRESS",
    "BOUNCE_FOLDER",
    "SMTP_HOST",
    "SMTP_PORT",
    "SMTP_SECURITY",
    "SMTP_USERNAME",
    "SMTP_PASSWORD",
    "PORT",
    "WEB_WORKERS",
    "TRUSTED_PROXIES",
    "ABUSE_CHECKS",
    "RATE_LIMITS_URL",
)


class SettingsError(SystemExit):
    """The settings do not allow a start. The message says what to set."""


@dataclass(frozen=True)
class Settings:
    """What the environment asks for, checked."""

    environment: Environment
    instance: Path
    database_url: str
    secret_key: str
    keyring: Keyring
    base_url: str
    mail_transport: Literal["file", "smtp"]
    mail_folder: Path
    mail_from: str
    bounce_address: str
    bounce_folder: Path | None
    smtp_host: str
    smtp_port: int
    smtp_security: Literal["none", "starttls", "tls"]
    smtp_username: str
    smtp_password: str
    port: int
    web_workers: int
    trusted_proxies: int
    abuse_checks: bool
    rate_limits_url: str

    @property
    def production(self) -> bool:
        """Whether this server is for real: real addresses, real mail, no sample."""
        return self.environment == "production"

    @property
    def code_key(self) -> bytes:
        """The key from which short codes are derived."""
        return sha256(b"undersigned/codes|" + self.secret_key.encode()).digest()

    @property
    def bounce_key(self) -> bytes:
        """The key that marks the addresses to which mails come back."""
        return sha256(b"undersigned/bounces|" + self.secret_key.encode()).digest()


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check the settings. Raises `SettingsError` with a sentence that says what to set."""
    environment = _choice(environ, "UNDERSIGNED_ENV", "development", ("development", "test", "production"))
    real = environment == "production"
    instance = Path(environ.get("UNDERSIGNED_INSTANCE") or "instance").absolute()
    port = _number(environ, "PORT", 8000)
    secret = _secret(environ, "SECRET_KEY", real)
    bounce_address, bounce_folder = _bounces(environ)
    return Settings(
        environment=cast("Environment", environment),
        instance=instance,
        database_url=_database_url(environ, instance, real),
        secret_key=secret,
        keyring=_keyring(environ, real),
        base_url=_base_url(environ, port, real),
        mail_transport=cast(
            "Literal['file', 'smtp']", _choice(environ, "MAIL_TRANSPORT", "smtp" if real else "file", ("file", "smtp"))
        ),
        mail_folder=Path(environ.get("MAIL_FOLDER") or instance / "mail").absolute(),
        mail_from=_required(environ, "MAIL_FROM", real, "letters@undersigned.example", "the address mail comes from"),
        bounce_address=bounce_address,
        bounce_folder=bounce_folder,
        smtp_host=_required(environ, "SMTP_HOST", real, "127.0.0.1", "the name of the mail server"),
        smtp_port=_number(environ, "SMTP_PORT", 587 if real else 1025),
        smtp_security=cast(
            "Literal['none', 'starttls', 'tls']",
            _choice(environ, "SMTP_SECURITY", "starttls" if real else "none", ("none", "starttls", "tls")),
        ),
        smtp_username=environ.get("SMTP_USERNAME", ""),
        smtp_password=environ.get("SMTP_PASSWORD", ""),
        port=port,
        web_workers=_number(environ, "WEB_WORKERS", 2),
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0),
        abuse_checks=_abuse_checks(environ, environment),
        rate_limits_url=_rate_limits_url(environ),
    )


def _choice(environ: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name) or default
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}. Set it to one of: {', '.join(allowed)}.")
    return value


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isdecimal() or int(value) > 65535:
        raise SettingsError(f"{name} is {value!r}. Set it to a whole number from 0 to 65535.")
    return int(value)


def _abuse_checks(environ: Mapping[str, str], environment: str) -> bool:
    default = "off" if environment == "test" else "on"
    wanted = _choice(environ, "ABUSE_CHECKS", default, ("on", "off")) == "on"
    if environment == "production" and not wanted:
        raise SettingsError("ABUSE_CHECKS is off. In production, leave it on: forms without a session depend on it.")
    return wanted


def _bounces(environ: Mapping[str, str]) -> tuple[str, Path | None]:
    """The address to which mails come back, and the folder in which a mail server puts them; neither, or both."""
    address, folder = environ.get("BOUNCE_ADDRESS", "").strip(), environ.get("BOUNCE_FOLDER", "")
    if bool(address) != bool(folder):
        raise SettingsError("BOUNCE_ADDRESS and BOUNCE_FOLDER belong together. Set both, or neither.")
    name, _, domain = address.rpartition("@")
    if address and not (domain and "+" not in name and 0 < len(name) <= LONGEST_BOUNCE_NAME):
        raise SettingsError(
            f"BOUNCE_ADDRESS is {address!r}. Set it to an address such as bounces@your.domain: "
            f"before the @ at most {LONGEST_BOUNCE_NAME} characters, and no plus."
        )
    return address, Path(folder).absolute() if folder else None


def _rate_limits_url(environ: Mapping[str, str]) -> str:
    url = environ.get("RATE_LIMITS_URL", "")
    if url and not url.startswith(("redis://", "rediss://")):
        raise SettingsError("RATE_LIMITS_URL must begin with redis:// or rediss://; without it our database counts.")
    return url


def _required(environ: Mapping[str, str], name: str, real: bool, default: str, meaning: str) -> str:
    value = environ.get(name, "")
    if not value and real:
        raise SettingsError(f"{name} is not set. In production, set it to {meaning}.")
    return value or default


def _secret(environ: Mapping[str, str], name: str, real: bool) -> str:
    value = _required(environ, name, real, f"only-for-development-{name}", "a random value of 32 characters or more")
    if real and len(value) < 32:
        raise SettingsError(f"{name} is too short. Set it to a random value of 32 characters or more.")
    return value


def _database_url(environ: Mapping[str, str], instance: Path, real: bool) -> str:
    url = _required(
        environ,
        "DATABASE_URL",
        real,
        f"sqlite:///{instance / 'undersigned.db'}",
        "sqlite:////folder/undersigned.db or postgresql://user:password@host/name",
    )
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.partition("://")[2]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def _keyring(environ: Mapping[str, str], real: bool) -> Keyring:
    index_key = sha256(_secret(environ, "INDEX_KEY", real).encode()).digest()
    text = environ.get("DATA_KEYS", "")
    if not text:
        if real:
            raise SettingsError(
                "DATA_KEYS is not set. In production, set it to key-id:base64 of 32 random bytes; "
                "separate several by commas, the newest first."
            )
        return Keyring({"dev": sha256(b"only for development").digest()}, "dev", index_key)
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        key_id, _, encoded = part.strip().partition(":")
        keys[key_id] = _data_key(key_id, encoded)
    return Keyring(keys, next(iter(keys)), index_key)


def _data_key(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32 or not key_id.isalnum():
        raise SettingsError(f"DATA_KEYS: the key {key_id!r} is not key-id:base64 of 32 bytes.")
    return key


def _base_url(environ: Mapping[str, str], port: int, real: bool) -> str:
    url = _required(environ, "BASE_URL", real, f"http://localhost:{port}", "the public address, https://…").rstrip("/")
    if real and not url.startswith("https://"):
        raise SettingsError("BASE_URL must begin with https:// in production.")
    return url
