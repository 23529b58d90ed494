"""PostgreSQL and Valkey for one machine with nothing installed.

Everything else of the project sees addresses only (``DATABASE_URL...``, ``REDIS_URL...``). Whoever brings servers of
their own sets those, and nothing in this package starts. The one entrance is ``environment.ensure``.
"""
