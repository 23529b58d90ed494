"""Make the logins on a real PostgreSQL server, once per release and by its superuser.

``python -m msl_governance.embedded.logins`` reads ``DATABASE_URL_ADMIN`` (a superuser) and the addresses the other
processes are given (``DATABASE_URL`` of the owner, ``DATABASE_URL_CORE``, ``..._MEDICAL`` and so on, or ``..._FILE``),
and gives every login the password its address holds. No process that serves people needs the superuser.
"""

import sys
from urllib.parse import unquote, urlsplit

from msl_governance.embedded import addresses, passwords
from msl_governance.embedded.environment import prepare_database, value, variable
from msl_governance.embedded.errors import EmbeddedError


def passwords_in_addresses() -> dict[str, str]:
    """Passwords by short login name. Raises ``EmbeddedError`` for an address that is missing or holds none."""
    found = {}
    for login in passwords.DATABASE_LOGINS:
        name = variable("DATABASE_URL", login)
        try:
            parts = urlsplit(value(name))
        except (KeyError, OSError):
            raise EmbeddedError(
                f"Set {name} or {name}_FILE: the login threshold_{login} is made from it."
            ) from None
        if unquote(parts.username or "") != f"threshold_{login}" or not parts.password:
            raise EmbeddedError(f"{name} must name the user threshold_{login} and a password.")
        found[login] = unquote(parts.password)
    return found


def main() -> None:
    """Make or mend the logins and the database."""
    try:
        database = addresses.database_name(value("DATABASE_URL"))
        prepare_database(value("DATABASE_URL_ADMIN"), passwords_in_addresses(), database)
    except KeyError as error:
        sys.exit(f"Set {error.args[0]}, or {error.args[0]}_FILE.")
    except (EmbeddedError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
