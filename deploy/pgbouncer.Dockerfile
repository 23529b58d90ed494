FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends pgbouncer postgresql-client && rm -rf /var/lib/apt/lists/*
COPY deploy/pgbouncer.ini deploy/pgbouncer-start.sh /etc/pgbouncer/
RUN useradd --system --uid 10002 pooler
USER pooler
EXPOSE 6432
CMD ["/bin/sh", "/etc/pgbouncer/pgbouncer-start.sh"]
