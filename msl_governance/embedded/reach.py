"""``python -m msl_governance.embedded.reach``: exit 0 when this process's own logins reach database and broker.

For the health check of a worker, which has no address to be asked at.
"""

import os
import sys

import psycopg2
import redis

from msl_governance.embedded.environment import value, variable


def main() -> None:
    """Ask both as core and as the side of THRESHOLD_SIDE; say which one did not answer, never with what password."""
    for login in ("core", os.environ.get("THRESHOLD_SIDE") or "core"):
        try:
            psycopg2.connect(value(variable("DATABASE_URL", login)), connect_timeout=5).close()
            with redis.Redis.from_url(value(variable("REDIS_URL", login)), socket_timeout=5) as client:
                client.ping()
        except (KeyError, OSError, psycopg2.Error, redis.RedisError) as error:
            sys.exit(f"The login {login} is not served: {type(error).__name__}.")


if __name__ == "__main__":
    main()
