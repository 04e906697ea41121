# Portico. `make` alone prints the menu.
#
# What is made: .venv (the libraries), .make (stamps, so that nothing is done twice), *.mo, frontend/node_modules and
# static/dist (the editor of pages), and PORTICO_DATA (var/).
# Nothing else is touched, but that root gets the Debian packages which tests and checks need.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := menu

PYTHON ?= $(or $(shell command -v python3.11),python3)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check
PYTEST := env -u PORTICO_DATA PORTICO_MODE=test $(BIN)/python -m pytest
# A browser on a busy machine may be late for once: what fails there is tried a second time, and named if that passes.
# What hangs there (the wait for a browser's answer has no end of its own) is ended, says where, and has failed.
IN_BROWSERS := $(PYTEST) -n 2 --dist loadfile -m browser --reruns 1 -r fER \
	-o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true
CHECKED := env -u PORTICO_DATA PORTICO_MODE=test

# Where the product keeps and shows itself. Read by intranet/settings.
HOST ?= 127.0.0.1
PORT ?= 8000
PORTICO_DATA ?= var
SERVER ?= uvicorn
PORTICO_MODE ?= demo
DEMO_LANGUAGE ?= en
PRODUCT := run dev worker demo reindex shell
$(PRODUCT): export HOST := $(HOST)
$(PRODUCT): export PORT := $(PORT)
$(PRODUCT): export PORTICO_DATA := $(PORTICO_DATA)
$(PRODUCT): export SERVER := $(SERVER)
$(PRODUCT): export PORTICO_MODE := $(PORTICO_MODE)
# Sentences appear when they are said, also in a log.
$(PRODUCT): export PYTHONUNBUFFERED := 1
run: export PORTICO_MODE := demo
dev: export PORTICO_MODE := development

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
STATIC_FOLDERS := $(filter-out var/static $(PORTICO_DATA)/static,$(wildcard static */static intranet/*/static))
STATIC_SOURCES := $(shell find $(STATIC_FOLDERS) -type f)
STATIC := $(PORTICO_DATA)/static/staticfiles.json
EDITOR := static/dist/editor.js
DEMO_MARK := $(PORTICO_DATA)/.demo

.PHONY: menu setup run scaled dev worker demo test test-scaled e2e attacks faults lint fmt types check bench reindex messages shell lock pictures
.PHONY: port database contracts migrations translations system browser servers breakers gettext

menu:
	@echo "Portico. make TARGET, one of:"
	@sed --quiet --regexp-extended 's/^([a-z0-9-]+):.*## (.*)$$/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand --tabs=12

# --- The product -----------------------------------------------------------------------------------------------------

setup: .make/base $(EXTRAS:%=.make/%-extra) $(CATALOGUES) $(EDITOR) ## the libraries, the translations, the editor; EXTRAS="saml ldap opensearch" adds those

run: port setup $(STATIC) database ## the product with demo data; HOST, PORT (8000), PORTICO_DATA (var), SERVER (uvicorn or daphne)
	@cat "$(DEMO_MARK)"
	@exec $(MANAGE) serve

dev: port setup database ## the same under Daphne's runserver: reloads on save, shows errors
	@$(MANAGE) work & worker=$$!; trap 'kill $$worker 2>/dev/null' EXIT; $(MANAGE) runserver $(HOST):$(PORT)

scaled: setup ## the same in many processes: PostgreSQL, Redis, nginx in front; data in PORTICO_DATA/scaled; PAGES=2 SOCKETS=2 WORKERS=1
	@tools/system_packages nginx-light postgresql redis-server
	@exec env -u DATABASE_URL -u REDIS_URL PORTICO_DATA="$(PORTICO_DATA)/scaled" PORT=$(PORT) DEMO_LANGUAGE=$(DEMO_LANGUAGE) \
		$(BIN)/python -m tools.scaled

worker: setup $(STATIC) ## background jobs alone, beside servers that do not work themselves
	@exec $(MANAGE) work

demo: setup $(STATIC) database ## the demo company, if it has not moved in yet; DEMO_LANGUAGE (en or it)

# --- Tests and checks ------------------------------------------------------------------------------------------------

test: .make/test .make/strangers $(CATALOGUES) $(EDITOR) browser servers ## the whole suite, browser tests last; installs what it needs, or says what
	@failed=0; \
	$(PYTEST) -n 2 --dist loadfile -m "not browser" || failed=1; \
	$(IN_BROWSERS) || failed=1; \
	exit $$failed

test-scaled: .make/test $(CATALOGUES) $(EDITOR) servers ## the suite once more, on PostgreSQL and Redis (tests/scaled/suite.py says what is left out)
	@$(CHECKED) $(BIN)/python -m tests.scaled.suite

e2e: .make/test $(CATALOGUES) $(EDITOR) browser ## the browser tests alone
	@$(IN_BROWSERS)

attacks: .make/test .make/attacks $(CATALOGUES) $(EDITOR) browser servers ## what would break in, all of it (an hour at most); ONLY="S4 S9" for some parts
	@tools/system_packages dirb sqlmap wapiti
	@PYTHON=$(CURDIR)/$(BIN)/python tools/corpora .make/corpora
	@PORTICO_CORPORA=$(CURDIR)/.make/corpora env -u PORTICO_DATA PORTICO_MODE=test $(BIN)/python -m tests.attacks $(ONLY)

faults: .make/test .make/strangers $(CATALOGUES) $(EDITOR) servers breakers ## break everything on purpose and see what holds (over an hour); FAULTS="R1 R6" for some, docs/reliability.md is written
	@$(CHECKED) $(BIN)/python -m tests.faults --write-docs $(FAULTS)

lint: .make/test ## style: ruff, djlint and the rules of this house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/python -m tools.house_rules

fmt: .make/test ## put the style right where a machine can
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

types: .make/test ## mypy
	@$(CHECKED) $(BIN)/mypy

check: lint types contracts migrations translations system ## lint, types, import contracts, migrations, translations, system checks

contracts: .make/test
	@$(BIN)/lint-imports --no-logo

migrations: .make/test
	@$(CHECKED) $(MANAGE) makemigrations --check --dry-run

translations: .make/test gettext
	@$(BIN)/python -m tools.catalogues check

system: .make/test
	@$(CHECKED) $(MANAGE) check --fail-level WARNING

bench: .make/test .make/strangers $(CATALOGUES) $(EDITOR) ## the benchmarks, with their ratios
	@$(CHECKED) $(BIN)/python -m tests.bench

# --- Now and then ----------------------------------------------------------------------------------------------------

reindex: setup ## the search index, anew
	@$(MANAGE) reindex

messages: .make/test gettext ## the translation catalogues: take up new words, compile
	@$(BIN)/python -m tools.catalogues update
	@$(BIN)/python -m tools.catalogues compile locale/*/LC_MESSAGES/*.po

shell: setup ## a Python prompt with the product loaded
	@$(MANAGE) shell

lock: .make/base ## requirements/*.txt from requirements/*.in; UPGRADE=--upgrade for newer versions
	@$(PIP) "uv~=0.13"
	@cd requirements && for lock in base saml ldap opensearch node test attacks; do \
		../$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
			$(UPGRADE) --output-file $$lock.txt $$lock.in; \
	done

pictures: .make/test $(CATALOGUES) $(EDITOR) browser ## pictures of the product for the README, in docs/pictures/
	@$(CHECKED) $(BIN)/python -m tests.pictures

# --- What the above needs --------------------------------------------------------------------------------------------

$(BIN)/python:
	@tools/venv "$(PYTHON)"

.make/base: requirements/base.txt $(BIN)/python
	@echo "Installing the libraries Portico runs on (about a minute, once)"
	@$(PIP) --require-hashes --requirement requirements/base.txt
	@mkdir -p .make && touch $@

# What only some firms need: see requirements/*.in. A wheel needs no headers, python-ldap does.
.make/%-extra: requirements/%.txt .make/base
	@[ "$*" != ldap ] || tools/system_packages gcc libldap2-dev libsasl2-dev python3-dev
	@echo "Installing what $* needs"
	@$(PIP) --require-hashes --requirement $<
	@mkdir -p .make && touch $@

.make/test: requirements/test.txt .make/base
	@echo "Installing what tests and checks need (about a minute, once)"
	@$(PIP) --require-hashes --requirement requirements/test.txt
	@mkdir -p .make && touch $@

# Clients and servers of others, which tests and benchmarks meet: see tests/js/package.json.
.make/strangers: tests/js/package-lock.json tools/node .make/base
	@bash -euc '. tools/node; fetched tests/js "the stock clients that tests use"'
	@mkdir -p .make && touch $@

# Fuzzers and scanners have an environment of their own: nothing of theirs is a library of the product or its tests.
.make/attacks: requirements/attacks.txt .make/base
	@echo "Installing what tries to break in (once)"
	@$(BIN)/python -m venv --clear .make/attacks-venv
	@.make/attacks-venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --requirement $<
	@mkdir -p .make && touch $@

%.mo: %.po .make/base
	@$(BIN)/python -m tools.catalogues compile $<

# Fetches and builds only what is not there yet.
$(EDITOR): $(shell find frontend -name node_modules -prune -o -type f -print) tools/bundle .make/base
	@tools/bundle
	@touch $@

$(STATIC): $(STATIC_SOURCES) $(EDITOR) requirements/base.txt .make/base
	@echo "Gathering the static files"
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0

# The mark keeps the demo company from moving in twice, production from starting with its passwords, and the sign-ins
# at hand.
database:
	@[ -e "$(PORTICO_DATA)/portico.sqlite3" ] || { rm -f "$(DEMO_MARK)"; echo "Making the database"; }
	@$(MANAGE) migrate --noinput --verbosity 0
	@[ -e "$(DEMO_MARK)" ] && [ -z "$${DATABASE_URL:-}" ] || { \
		echo "Moving the demo company in"; \
		$(MANAGE) demo --language "$(DEMO_LANGUAGE)" || [ $$? -eq 3 ]; \
		$(MANAGE) sign_ins >"$(DEMO_MARK).new"; mv "$(DEMO_MARK).new" "$(DEMO_MARK)"; }

port: $(BIN)/python
	@$(BIN)/python -m tools.port_is_free

browser:
	@tools/system_packages chromium fonts-liberation fonts-noto-color-emoji

servers:
	@tools/system_packages redis-server postgresql nginx-light nodejs

breakers:
	@tools/system_packages stress-ng libfaketime slowhttptest || echo "Without them some programs are passed over, and say so."

gettext:
	@tools/system_packages gettext
