#!/usr/bin/env python3
"""Write the secrets docker-compose.yml mounts, one per file; what is there already stays as it is.

``python3 deploy/make_secrets.py [folder]`` needs nothing but Python. The folder is closed to everyone but its owner;
the files in it are readable because containers run as users of their own and see single files only.
"""

import secrets
import sys
from pathlib import Path

SIDES = ("medical", "commercial", "oversight", "platform")
DIRECT, POOLED, BROKER = "postgres:5432", "pgbouncer:6432", "redis:6379"


def main(folder: Path) -> None:
    """Make what is missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)

    def write(name: str, text: str) -> None:
        path = folder / name
        if not path.exists():
            path.write_text(text + "\n", encoding="ascii")
            path.chmod(0o444)
            print(f"wrote {path}")

    def database(login: str, server: str, password: str) -> str:
        return f"postgresql://threshold_{login}:{password}@{server}/threshold"

    write("postgres_admin", secrets.token_urlsafe(48))
    admin = (folder / "postgres_admin").read_text(encoding="ascii").strip()
    write("database_url_admin", f"postgresql://threshold_admin:{admin}@{DIRECT}/postgres")
    write("database_url", database("owner", DIRECT, secrets.token_urlsafe(48)))
    for login in ("core", *(f"core_{side}" for side in SIDES), *SIDES, "steward"):
        write(f"database_url_{login}", database(login, POOLED, secrets.token_urlsafe(48)))
    for user in ("core", *SIDES):
        write(f"redis_url_{user}", f"redis://{user}:{secrets.token_urlsafe(48)}@{BROKER}/0")
    for side in SIDES:
        write(f"secret_key_{side}", secrets.token_urlsafe(48))
    write("secret_key_jobs", secrets.token_urlsafe(48))
    write("smtp_password", "")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "secrets")
