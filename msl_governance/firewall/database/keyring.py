"""Passwords and one's own settings: who signs people in may change no person, and no side may read a password.

Functions change them instead. Each is the keeper's, who may touch those columns alone. A side's function wants the
old hash, which no side can read; core's wants a token that core can neither read nor make, since the platform side
mails it.
"""

from __future__ import annotations

from django.db import connection

from .door_sql import PINNED, as_role
from .identity import current_login

CHANGERS = ("medical", "commercial", "oversight", "platform")
CHANGE = """
    BEGIN
      UPDATE people_person SET password = made
       WHERE id = nullif(current_setting('threshold.person', true), '')::uuid AND is_active AND password = old;
      RETURN FOUND;
    END"""
SETTINGS = """
    BEGIN
      UPDATE people_person SET time_zone = zone, language = tongue
       WHERE id = nullif(current_setting('threshold.person', true), '')::uuid AND is_active AND side = '{side}'
         AND (time_zone, language) IS DISTINCT FROM (zone, tongue);
    END"""
REDEEM = """
    DECLARE whose uuid;
    BEGIN
      UPDATE people_passwordtoken SET used_at = now()
       WHERE digest = presented AND used_at IS NULL AND expires_at > now() RETURNING person_id INTO whose;
      IF whose IS NULL THEN RETURN NULL; END IF;
      UPDATE people_person SET password = made WHERE id = whose AND is_active;
      IF NOT FOUND THEN RETURN NULL; END IF;
      RETURN whose;
    END"""


def all_statements() -> list[str]:
    """The keeper's privileges, and the functions with who may call them."""
    from .bootstrap import CORES

    functions = [
        *_function("password_change(old text, made text)", "boolean", CHANGE, CHANGERS),
        *_function("password_redeem(presented text, made text)", "uuid", REDEEM, ("core", *CORES)),
    ]
    for side in CHANGERS:
        # One for each side, so that no side can set, and by that signal, anything on another side's people.
        body = SETTINGS.format(side=side.upper())
        functions += _function(f"own_settings_{side}(zone text, tongue text)", "void", body, (side,))
    return [
        "GRANT SELECT (id, is_active, side, password, time_zone, language), UPDATE (password, time_zone, language)"
        " ON people_person TO threshold_keyring",
        "GRANT SELECT (digest, used_at, expires_at, person_id), UPDATE (used_at) ON people_passwordtoken"
        " TO threshold_keyring",
        "GRANT CREATE ON SCHEMA public TO threshold_keyring",
        *as_role("threshold_keyring", functions),
        "REVOKE CREATE ON SCHEMA public FROM threshold_keyring",
    ]


def _function(signature: str, answer: str, body: str, callers: tuple[str, ...]) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {signature} RETURNS {answer} LANGUAGE plpgsql SECURITY DEFINER {PINNED}"
        f" AS $f$ {body} $f$",
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        *(f"GRANT EXECUTE ON FUNCTION {signature} TO threshold_{login}" for login in callers),
    ]


def change_password(*, old: str, made: str) -> bool:
    """Set the acting person's password hash where ``old`` is the present one; whether it was."""
    with connection.cursor() as cursor:
        cursor.execute("select password_change(%s, %s)", [old, made])
        return cursor.fetchone()[0]


def set_own(*, time_zone: str, language: str) -> None:
    """The acting person's own time zone and language."""
    with connection.cursor() as cursor:
        cursor.execute(f"select own_settings_{current_login()}(%s, %s)", [time_zone, language])


def redeem_token(*, digest: str, made: str) -> str:
    """Set a password hash by a mailed token, once; the person's id, or an empty string where the token is not good."""
    with connection.cursor() as cursor:
        cursor.execute("select password_redeem(%s, %s)", [digest, made])
        return str(cursor.fetchone()[0] or "")
