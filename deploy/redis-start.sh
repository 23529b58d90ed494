#!/bin/sh
# Render one ACL user per side from the mounted addresses (hashes, no passwords), then become Redis.
set -eu
umask 077
users=/run/redis/users.acl
# The same words as in msl_governance/embedded/valkey.py, which says why each is there; a test keeps both equal.
commands="+@read +@write +@transaction +@scripting +auth +hello +ping +echo +select +quit +reset +client|setinfo +client|setname +client|id +client|getname +publish +subscribe +unsubscribe +psubscribe +punsubscribe -@admin -@dangerous -scan -randomkey -dbsize -keys -function -fcall -fcall_ro -script|flush -script|kill -script|debug"
echo "user default off resetpass resetkeys resetchannels -@all" >"$users"
for file in /run/secrets/redis_url_*; do
  side="$(sed -n 's|^redis://\([^:]*\):.*$|\1|p' "$file")"
  hash="$(sed -n 's|^redis://[^:]*:\([^@]*\)@.*$|\1|p' "$file" | tr -d '\n' | sha256sum | cut -d ' ' -f 1)"
  [ -n "$side" ] || { echo "$file holds no address with a user and a password." >&2; exit 1; }
  echo "user $side on #$hash resetkeys resetchannels -@all ~$side:* &$side:* $commands" >>"$users"
done
# The network is the stack's own and every user needs a password, so protected mode would only refuse our own.
# The health check asks as a user that may do nothing but PING.
echo "user health on nopass resetkeys resetchannels -@all +ping" >>"$users"
exec redis-server --bind 0.0.0.0 --port 6379 --protected-mode no --aclfile "$users" --dir /data --save 300 1 --appendonly no
