# Every task of the project; `make` alone lists them. What a target needs, it installs into .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GEN := $(BIN)/callfire-gen
PYTEST := $(BIN)/python -m pytest
# A run that was broken off left out tests; then test-again has nothing to run, and fails as well.
ON_FAILURE := { code=$$?; test $$code = 1 || rm -f .pytest_cache/v/cache/lastfailed; exit $$code; }
APT := apt-get install -y -qq --no-install-recommends
OLD ?= git:HEAD
NEW ?= vendored
VERSION ?=

.DEFAULT_GOAL := help
.PHONY: help setup generate check test test-again test-slow test-workers test-all services services-stop judges lint format diff release release-check update-spec diagnostics-page guides browser docs bench build sbom lock clean shells

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with the pinned tools (the other verbs do it themselves)

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is %d.%d. Say: make PYTHON=python3.11" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

generate: $(READY) ## write generated/ from spec/ and templates/
	@$(GEN) generate

check: $(READY) ## fail when generated/ is stale, and say what
	@$(GEN) generate --check

test: $(READY) ## the generator's tests, the runtime's and the generated ones (minutes)
	@$(PYTEST) -q -n auto -m "not slow" tests generated/tests || $(ON_FAILURE)

test-again: $(READY) ## only the tests that failed last time
	@$(PYTEST) -q -n auto --last-failed --last-failed-no-failures none tests generated/tests

test-slow: $(READY) ## the long tests: all revisions, soaks, mutations; those of the judges are left to them
	@$(PYTEST) -q -n auto -m slow tests --ignore tests/outside --ignore tests/client/test_workers_killed.py || $(ON_FAILURE)

test-workers: $(READY) ## workers on Celery and Dask that are killed at random; they measure rates, so they run alone
	@$(PYTEST) -q -m slow tests/client/test_workers_killed.py

test-all: test test-slow test-workers ## all of these tests

shells: ## zsh and fish, in which completion is tried out; needs the rights to install packages
	@command -v zsh >/dev/null && command -v fish >/dev/null || $(APT) zsh fish

services: $(READY) ## install and start PostgreSQL and Redis for the tests that need them
	@$(BIN)/python -m tests.services install start

services-stop: $(READY) ## stop them
	@$(BIN)/python -m tests.services stop

judges: $(READY) .cache/judges/.npm .cache/judges/.python ## outside programs judge the description, the client, the fake and the exports
	@JUDGES=1 $(PYTEST) -q -n 2 tests/outside

.cache/judges/.npm: tests/outside/package-lock.json
	@command -v npm >/dev/null || $(APT) npm || { echo "npm is needed: install Node.js 20 or newer"; exit 1; }
	@mkdir -p .cache/judges && cp tests/outside/package.json tests/outside/package-lock.json tests/outside/.npmrc .cache/judges/
	@cd .cache/judges && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.cache/judges/.python: tests/outside/requirements.txt
	@command -v java >/dev/null || $(APT) default-jre-headless || { echo "Java is needed: install a JRE"; exit 1; }
	@command -v chromium >/dev/null || $(APT) chromium || echo "the page of the fake is not tried out in Chromium"
	@rm -rf .cache/judges/python && $(PYTHON) -m venv .cache/judges/python
	@.cache/judges/python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check -r tests/outside/requirements.txt
	@touch $@

lint: $(READY) ## ruff, black, mypy --strict and pyright
	@$(BIN)/ruff check .
	@$(BIN)/black --quiet --check generator templates/runtime spec/package tests
	@$(BIN)/black --quiet --check --config pyproject.toml generated
	@MYPYPATH=templates $(BIN)/mypy generator
	@MYPYPATH=templates $(BIN)/mypy -p runtime
	@cd generated && ../$(BIN)/mypy --strict --config-file pyproject.toml src
	@cd generated && ../$(BIN)/pyright --pythonpath ../$(BIN)/python src

format: $(READY) ## black over the hand-written code, ruff's safe fixes
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/black --quiet generator templates/runtime spec/package tests

diff: $(READY) ## what changed for users of the client: make diff OLD=git:v0.1.0 NEW=vendored
	@$(GEN) diff $(OLD) $(NEW)

release: $(READY) ## raise the version, write the changelog section, generate, commit and tag: make release VERSION=1.3.0
	@$(GEN) release $(VERSION)

release-check: $(READY) ## say which version the next release needs; fail when a lower one is configured
	@$(GEN) release-check

update-spec: $(READY) ## fetch the published description and show what it would change
	@$(GEN) fetch

diagnostics-page: $(READY) ## write docs/diagnostics.md, docs/extensions.md and docs/settings.md
	@$(GEN) explain --page docs/diagnostics.md --extensions docs/extensions.md --settings docs/settings.md

guides: $(READY) ## run the programs of the guides and write down what they print
	@UPDATE_GUIDES=1 $(PYTEST) -q tests/client/test_guides.py -k prints

browser: ## install Chromium, which reads the site in tests, from Debian's packages
	@command -v chromium >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends chromium; }

docs: $(READY) ## build the documentation site into site/
	@$(BIN)/python docs/site.py

bench: $(READY) .cache/bench/.python ## measure the client and the generator beside peers and floors, write tests/bench/RESULTS.md
	@$(BIN)/python -m tests.bench

.cache/bench/.python: tests/bench/requirements.txt
	@command -v java >/dev/null || $(APT) default-jre-headless || { echo "Java is needed: install a JRE"; exit 1; }
	@rm -rf .cache/bench/python && $(PYTHON) -m venv .cache/bench/python
	@.cache/bench/python/bin/python -m pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	@touch $@

build: $(READY) ## wheel and sdist of the client into generated/dist/
	@rm -rf generated/dist
	@$(BIN)/python -m build --no-isolation --outdir generated/dist generated

sbom: $(READY) ## bill of materials of the built wheel, beside it in generated/dist/
	@rm -rf .cache/sbom && $(PYTHON) -m venv .cache/sbom
	@.cache/sbom/bin/python -m pip install --quiet --disable-pip-version-check generated/dist/*.whl
	@$(BIN)/cyclonedx-py environment --output-reproducible --of JSON -o generated/dist/sbom.cdx.json .cache/sbom/bin/python

lock: ## refresh constraints.txt with the newest versions that pyproject.toml allows
	@rm -rf .cache/lock && $(PYTHON) -m venv .cache/lock
	@.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@(sed -n '/^#/p' constraints.txt; .cache/lock/bin/python -m pip freeze --exclude-editable | LC_ALL=C sort -f) > .cache/constraints.txt
	@mv .cache/constraints.txt constraints.txt

clean: ## remove what the other verbs made, the generated client excepted
	@rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis build site generated/dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
