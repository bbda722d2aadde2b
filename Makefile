# Every target sets up what it needs: on a fresh machine `make demo` and `make test` work as they are.
VENV := .venv
PYTHON := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)
READY := $(VENV)/.ready

.PHONY: setup machine demo test soak app lint lock bench examples gallery clean

setup: $(READY)

# uv where it is found (seconds), else the standard library's venv and pip (minutes); the same lock for both.
$(READY): requirements.lock pyproject.toml
ifneq ($(UV),)
	test -d $(VENV) || $(UV) venv --quiet --python 3.11 $(VENV)
	$(UV) pip install --quiet --python $(PYTHON) --requirement requirements.lock
	$(UV) pip install --quiet --python $(PYTHON) --no-deps --editable .
else
	test -d $(VENV) || python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --requirement requirements.lock
	$(PYTHON) -m pip install --quiet --no-deps --editable .
endif
	touch $(READY)

demo: setup
	$(PYTHON) -m wfm.cli demo --out out/demo

# Chromium and PostgreSQL, installed where that can be done; else it is said what will be skipped.
machine:
	.ci/machine

# One file, one worker: what a file's tests share is made once.
test: setup machine
	$(PYTHON) -m pytest -n 2 --dist loadfile

soak: setup
	WFM_DATA_DIR=$$(mktemp -d) PYTHONPATH=. $(PYTHON) tests/kills.py 200

app: setup
	$(PYTHON) -m wfm.cli app

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# Addresses stay out of the lock: a lock with hosts in it works in one place only.
lock:
	uv pip compile --quiet pyproject.toml --extra dev --extra cluster --universal --python-version 3.11 \
		--no-header --no-annotate --output-file requirements.lock

examples: setup
	$(PYTHON) data/examples/generate.py

# Pictures of every screen, light and dark; needs Chromium.
gallery: setup
	$(PYTHON) -m tests.browser.gallery

bench: setup
	$(PYTHON) tests/benchmarks/queueing_speed.py
	$(PYTHON) tests/benchmarks/shift_design.py
	$(PYTHON) tests/benchmarks/shift_plan_sizes.py
	$(PYTHON) tests/benchmarks/bank_month.py
	$(PYTHON) tests/benchmarks/migration_sizes.py
	$(PYTHON) tests/benchmarks/simulation_speed.py

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
