"""URLs of databases and brokers: written here, so that a socket path with a space or a slash is quoted once and right."""

from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit, urlunsplit


def postgres_url(*, user: str, password: str, database: str, host: str, port: int = 5432) -> str:
    """A libpq connection URI (PostgreSQL manual, 32.1.1.2).

    ``host`` that begins with a slash is a socket folder and goes into the query, percent-encoded.
    """
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    name = quote(database, safe="")
    if host.startswith("/"):
        return f"postgresql://{login}@/{name}?" + urlencode({"host": host, "port": port}, quote_via=quote)
    return f"postgresql://{login}@{host}:{port}/{name}"


def with_login(url: str, *, user: str, password: str, database: str | None = None) -> str:
    """``url`` with another login, and another database where one is named; host, port and options stay."""
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(user, safe='')}:{quote(password, safe='')}@{where}"
    path = parts.path if database is None else "/" + quote(database, safe="")
    # urlunsplit would lose the empty host of "postgresql://user@/name"
    return f"{parts.scheme}://{netloc}{path}" + (f"?{parts.query}" if parts.query else "")


def database_name(url: str) -> str:
    """The name of the database in ``url``; empty where it names none."""
    return unquote(urlsplit(url).path.lstrip("/"))


def redis_url(*, user: str, password: str, host: str, port: int, number: int = 0) -> str:
    """A broker and cache URL with an ACL user."""
    return f"redis://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}/{number}"


def socket_folder(url: str) -> Path | None:
    """The socket folder in a PostgreSQL URL, or None where it names a host."""
    values = parse_qs(urlsplit(url).query).get("host", [])
    return Path(values[0]) if values and values[0].startswith("/") else None


def without_password(url: str) -> str:
    """``url`` fit for a screen or a log."""
    parts = urlsplit(url)
    user = parts.username or ""
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}@{where}" if user else where))
