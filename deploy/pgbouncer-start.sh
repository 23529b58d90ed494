#!/bin/sh
# Render the list of users from the mounted addresses into memory, then become PgBouncer.
set -eu
umask 077
list=/run/pgbouncer/userlist.txt
: >"$list"
for file in /run/secrets/database_url_*; do
  login="$(sed -n 's|^postgresql://\([^:]*\):\([^@]*\)@.*$|"\1" "\2"|p' "$file")"
  [ -n "$login" ] || { echo "$file holds no address with a user and a password." >&2; exit 1; }
  printf '%s\n' "$login" >>"$list"
done
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
