"""``python -m msl_governance.embedded.reach``: exit 0 when this process's own logins reach database and broker.

For the health check of a worker, which has no address to be asked at.
"""

import os
import sys

import psycopg2
import redis

from msl_governance.embedded.environment import value, variables_of

OF_ALL_SIDES = ("DATABASE_URL_CORE", "REDIS_URL_CORE")


def main() -> None:
    """Ask with each address of this process; say which login got no answer, never with what password."""
    for name in variables_of(os.environ.get("THRESHOLD_SIDE", "")) or OF_ALL_SIDES:
        try:
            if name.startswith("DATABASE_URL"):
                psycopg2.connect(value(name), connect_timeout=5).close()
            else:
                with redis.Redis.from_url(value(name), socket_timeout=5) as client:
                    client.ping()
        except (KeyError, OSError, psycopg2.Error, redis.RedisError) as error:
            login = name.partition("_URL_")[2].lower()
            sys.exit(f"The login {login} is not served: {type(error).__name__}.")


if __name__ == "__main__":
    main()
