# Two commands matter: `make run` and `make test`. Names here are relative, so that the path of the project may hold a space.
.POSIX:
.SUFFIXES:
.PHONY: run test check proof bench lock clean

PYTHON ?=
PORT ?= 8000
# Tests side by side, one process per core. A file stays together, since its tests share what is dear; and files keep
# their order, since the long ones come first.
JOBS ?= $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
ARGS ?=
VENV = .venv
PIP_INSTALL = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

run: $(VENV)/run.stamp
	@PORT="$(PORT)" exec $(VENV)/bin/python -m msl_governance.embedded.run

# Browser tests run by themselves: their driver keeps an event loop, in which Django refuses to ask a database. Each
# process has a product of its own.
# COVER=yes measures branches as well, which takes a third longer, and judges the floors: the pipeline does.
COVER ?=
MEASURED = --cov --cov-branch --cov-report=

test: $(VENV)/dev.stamp
	@set -e; measured=""; appended=""; \
	if [ -n "$(COVER)" ]; then measured="$(MEASURED)"; appended="$(MEASURED) --cov-append"; fi; \
	if [ -n "$(ARGS)" ]; then \
	  $(VENV)/bin/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS); \
	else \
	  $(VENV)/bin/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not browser" $$measured; \
	  $(VENV)/bin/python -m pytest -n $(JOBS) --dist loadfile -m browser $$appended; \
	  if [ -n "$(COVER)" ]; then $(VENV)/bin/python -m tests.coverage_floor; fi; \
	fi

check: $(VENV)/dev.stamp
	$(VENV)/bin/python -m ruff check
	$(VENV)/bin/python -m ruff format --check
	$(VENV)/bin/python -m mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=msl_governance.settings.production $(VENV)/bin/python manage.py check --deploy --fail-level WARNING

# The long proof: 2,000 requests each way in seven worlds, and a fuzzer's 10,000. A run in small is part of the tests.
proof: $(VENV)/dev.stamp
	$(VENV)/bin/python manage.py prove_firewall --requests 2000
	THRESHOLD_FUZZ=10000 $(VENV)/bin/python -m pytest -n $(JOBS) --dist load -s tests/firewall/test_fuzz.py

bench: $(VENV)/dev.stamp
	$(VENV)/bin/python -m tests.benchmarks $(ARGS)

$(VENV)/bin/python:
	@set -e; found=""; \
	for candidate in "$(PYTHON)" python3.13 python3.12 python3.11 python3.14 python3 python; do \
	  if [ -n "$$candidate" ] && "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    found="$$candidate"; break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Threshold needs Python 3.11 or newer, and found none: install it, or name it with make PYTHON=/path/to/python." >&2; exit 1; \
	fi; \
	if ! "$$found" -m venv $(VENV); then \
	  rm -rf $(VENV); \
	  echo "$$found could not make a virtual environment: on Debian and Ubuntu install the package python3-venv." >&2; exit 1; \
	fi

# Installed again only when the lock changed: a second start takes seconds.
$(VENV)/run.stamp: requirements.lock $(VENV)/bin/python
	$(PIP_INSTALL) -r requirements.lock
	@touch $(VENV)/run.stamp

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/bin/python
	$(PIP_INSTALL) -r requirements-dev.lock
	@touch $(VENV)/run.stamp $(VENV)/dev.stamp

# async-timeout is named beside the project because redis wants it on Python 3.11.0 to 3.11.2 only, and a lock written on
# a newer Python would lack it there. No index, no link, no path gets into the files. Extras stay: without them older pips
# look for another "coverage[toml]" than the one pinned, and a new release of it breaks every fresh install. A constraint
# may name none, so the second lock reads the first without them.
PIP_COMPILE = $(VENV)/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-header \
  --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

lock: $(VENV)/dev.stamp
	echo async-timeout | $(PIP_COMPILE) --output-file requirements.lock pyproject.toml -
	sed 's/\[[a-z,]*\]==/==/' requirements.lock >$(VENV)/constraints.txt
	echo async-timeout | $(PIP_COMPILE) --extra dev --constraint $(VENV)/constraints.txt --output-file requirements-dev.lock pyproject.toml -

# Everything that can be made again: the demo data too.
clean:
	@if [ -x $(VENV)/bin/python ]; then $(VENV)/bin/python -m msl_governance.embedded.clean; fi
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .coverage* htmlcov bench.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
