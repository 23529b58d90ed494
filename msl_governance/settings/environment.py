"""The one place that reads the environment. Everything else asks here."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
SIDES = ("medical", "commercial", "oversight", "platform")
LOGINS = ("owner", "core", "steward", "admin", *SIDES)
MISSING = "Set {name}; see README.md and .env.example."


def text(name: str, default: str = "") -> str:
    """Value of a variable, or the default."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on in any case."""
    return text(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """A secret from NAME, or from the file that NAME_FILE points to (container secrets)."""
    file = text(f"{name}_FILE")
    return Path(file).read_text().strip() if file else text(name)


def home() -> Path:
    """Where data, sockets and mail of a development machine lie."""
    return Path(text("THRESHOLD_HOME", str(ROOT / ".threshold"))).resolve()


def public_url() -> str:
    """Where people open the product: ``THRESHOLD_PUBLIC_URL``, else this machine at ``PORT``, as ``make run`` serves it."""
    return text("THRESHOLD_PUBLIC_URL") or f"http://localhost:{text('PORT') or '8000'}"


def public_urls() -> dict[str, str]:
    """Where each side's people open the product, where that differs: for mails that the platform side sends."""
    given = {
        "medical": text("THRESHOLD_ADDRESS_MEDICAL"),
        "commercial": text("THRESHOLD_ADDRESS_COMMERCIAL"),
        "oversight": text("THRESHOLD_ADDRESS_OVERSIGHT"),
        "platform": text("THRESHOLD_ADDRESS_PLATFORM"),
    }
    return {name: url for name, url in given.items() if url}


def side() -> str:
    """The one side this process serves, or an empty string for all."""
    value = text("THRESHOLD_SIDE").lower()
    if value and value not in SIDES:
        raise ValueError(f"THRESHOLD_SIDE is “{value}”; it takes one of {', '.join(SIDES)} or nothing.")
    return value


def parse_database(url: str) -> dict:
    """Django's USER, PASSWORD, HOST, PORT, NAME from a ``postgresql://`` URL (libpq's form, RFC 3986)."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "threshold",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or unquote(parts.hostname or ""),
        "PORT": query.get("port") or str(parts.port or ""),
    }


def database_logins() -> dict[str, dict]:
    """USER, PASSWORD, HOST and PORT of each login this process may use, by short name.

    With THRESHOLD_SIDE set it is that side and that side's own core alone, whatever else the environment holds:
    “core” is then the login core_medical, core_commercial and so on, which knows that side's people and no other.
    """
    wanted = ("core", side()) if side() else LOGINS
    urls = {login: _database_url(login) for login in wanted}
    return {
        login: {key: value for key, value in parse_database(url).items() if key != "NAME"}
        for login, url in urls.items()
        if url
    }


def _database_url(login: str) -> str:
    """A login's address, or an empty string. The owner's name has no suffix."""
    if login == "core" and side():
        return secret(f"DATABASE_URL_CORE_{side().upper()}")
    return secret(f"DATABASE_URL_{login.upper()}") or (secret("DATABASE_URL") if login == "owner" else "")


def database_name() -> str:
    """Name of the database: from core's address, and in a process of all sides from the owner's."""
    url = _database_url("core") or ("" if side() else _database_url("owner"))
    return parse_database(url or "postgresql:///threshold")["NAME"]


def redis_url(login: str) -> str:
    """URL of the broker and cache for one side's own user, or an empty string.

    ``REDIS_URL`` may reach every side's keys, so a process of one side never falls back to it.
    """
    return secret(f"REDIS_URL_{login.upper()}") or ("" if side() else secret("REDIS_URL"))
