# Each target works alone, in a fresh copy of the project, asks nothing and says in one line what it does.

VENV := .venv
PYTHON := $(VENV)/bin/python
QUIETLY := -qq --disable-pip-version-check --no-input --no-build-isolation
PIP := $(PYTHON) -m pip
PIP_INSTALL := $(PIP) install $(QUIETLY)
# The stamps carry the folder's checksum: a copied or moved folder sets itself up anew.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
RUN := $(VENV)/run-$(HERE).stamp
DEV := $(VENV)/dev-$(HERE).stamp
# What distributions of libraries have and installations have not: Markdown's own tests, which ours read.
SOURCES := $(VENV)/sources
# What looks at pages and is not Python: axe, the Nu HTML checker, Lighthouse.
TOOLS := tests/quality/node_modules
NODE := $(TOOLS)/complete-$(HERE).stamp
PEERS := $(VENV)/bench/peers-$(HERE).stamp
PYTEST := $(PYTHON) -m pytest --numprocesses auto --dist worksteal
LOCK := $(PYTHON) -m uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
# The requirements of the extra alone, without those of netzsite.
BENCH := $(PYTHON) -c "import tomllib; \
	print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'], sep='\n')"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory
# Tests start Python again and again: what has been compiled is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:  ## Print this list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/\1|\2/p' Makefile | while IFS='|' read -r target does; do \
		printf '  make %-15s%s\n' "$$target" "$$does"; done

.PHONY: site
site: $(RUN)  ## Build the demonstration website from content/ into public/ (ARGS="..." adds arguments)
	@.ci/system-packages site $(PYTHON)
	@echo "site: building public/ from content/"
	@$(PYTHON) build.py $(ARGS)

.PHONY: serve
serve: $(RUN)  ## Show the demonstration website in the browser, and each change at once (ARGS="..." adds arguments)
	@.ci/system-packages site $(PYTHON)
	@$(PYTHON) -m netzsite serve $(ARGS)

.PHONY: test
test: test-setup  ## Run all tests
	@echo "test: running all tests"
	@$(PYTEST) $(ARGS)

.PHONY: test-thorough
test-thorough: test-setup  ## Run all tests, and try many more of what chance can find
	@echo "test-thorough: running all tests"
	@NETZSITE_THOROUGH=1 $(PYTEST) $(ARGS)

.PHONY: test-setup
test-setup: $(DEV) $(SOURCES)/complete.stamp  ## Install what all tests need
	@.ci/system-packages test $(PYTHON)
	@$(MAKE) $(NODE) || echo "test: without axe, the Nu HTML checker and Lighthouse"

.PHONY: test-site
test-site: $(DEV) $(NODE)  ## Measure the quality of every page of the demonstration website (docs/quality.md)
	@.ci/system-packages test $(PYTHON)
	@echo "test-site: looking at every page"
	@$(PYTEST) tests/quality --every-page $(ARGS)

.PHONY: screenshots
screenshots: $(DEV)  ## Take the pictures of pages in docs/screenshots/ anew
	@.ci/system-packages test $(PYTHON)
	@echo "screenshots: writing docs/screenshots/"
	@$(PYTHON) -m tests.quality.screenshots

.PHONY: test-fast
test-fast: $(DEV)  ## Run the tests that need neither PDFs nor a browser nor patience
	@.ci/system-packages site $(PYTHON)
	@echo "test-fast: running the quick tests"
	@$(PYTEST) -m "not pdf and not browser and not slow and not quality" --ignore tests/browser --ignore tests/quality \
		$(ARGS)

.PHONY: check
check: $(DEV)  ## Check style, types and the order of imports
	@echo "check: ruff, mypy, import-linter"
	@$(PYTHON) -m ruff check --quiet
	@$(PYTHON) -m ruff format --check --quiet
	@$(PYTHON) -m mypy --no-error-summary
	@$(PYTHON) -c "from importlinter.cli import lint_imports_command as main; main()" --no-logo

.PHONY: docs
docs: $(RUN)  ## Write docs/reference/ and docs/errors.md anew after a change of fields or messages
	@$(PYTHON) -m netzsite schema --reference docs

.PHONY: bench
bench: $(RUN) $(PEERS)  ## Measure netzsite and other tools on the same documents (ARGS="--sizes 100 --runs 1" and others)
	@$(PYTHON) -m benchmarks.compare --tools $(VENV)/bench $(ARGS)

.PHONY: lock
lock: $(DEV)  ## Write requirements/*.lock anew after a change in pyproject.toml (UPGRADE=1 takes the newest versions)
	@echo "lock: writing requirements/build.lock, run.lock, dev.lock and bench.lock"
	@$(LOCK) --group build --output-file requirements/build.lock
	@$(LOCK) pyproject.toml --constraint requirements/build.lock --output-file requirements/run.lock
	@$(LOCK) pyproject.toml --extra dev --constraint requirements/run.lock --output-file requirements/dev.lock
	@$(BENCH) | $(LOCK) - --constraint requirements/build.lock --output-file requirements/bench.lock

.PHONY: clean
clean:  ## Remove all that make has made, the virtual environment too
	@echo "clean: removing public/, caches and $(VENV)/"
	@rm -rf public .netzsite-cache .public.netzsite .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist $(TOOLS) $(VENV)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON):
	@python=$$(.ci/find-python) && \
		.ci/system-packages venv "$$python" && \
		echo "setup: making $(VENV) with $$("$$python" --version)" && \
		"$$python" -m venv --clear $(VENV)

$(RUN): requirements/build.lock requirements/run.lock pyproject.toml | $(PYTHON)
	@echo "setup: installing what a build needs"
	@$(PIP_INSTALL) --require-hashes --requirement requirements/build.lock
	@$(PIP_INSTALL) --require-hashes --requirement requirements/run.lock
	@$(PIP_INSTALL) --no-deps --editable .
	@touch $@

$(DEV): requirements/dev.lock $(RUN)
	@echo "setup: installing what tests and checks need"
	@$(PIP_INSTALL) --require-hashes --requirement requirements/dev.lock
	@touch $@

$(SOURCES)/complete.stamp: requirements/run.lock $(RUN)
	@echo "setup: fetching Markdown's own tests"
	@rm -rf $(SOURCES) && mkdir -p $(SOURCES)
	@sed -n '/^markdown==/,/[^\\]$$/p' requirements/run.lock > $(SOURCES)/requirements.txt
	@$(PIP) download $(QUIETLY) --no-deps --no-binary :all: --require-hashes \
		--requirement $(SOURCES)/requirements.txt --dest $(SOURCES)
	@tar -xzf $(SOURCES)/markdown-*.tar.gz -C $(SOURCES)
	@touch $@

$(NODE): tests/quality/package-lock.json | $(PYTHON)
	@.ci/system-packages node $(PYTHON)
	@echo "setup: installing axe, the Nu HTML checker and Lighthouse with npm"
	@npm ci --prefix tests/quality --silent --no-progress
	@touch $@

$(PEERS): requirements/build.lock requirements/bench.lock | $(PYTHON)
	@echo "setup: installing what netzsite is measured against"
	@$(PYTHON) -m venv --clear $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip install $(QUIETLY) --require-hashes --requirement requirements/build.lock
	@$(VENV)/bench/bin/python -m pip install $(QUIETLY) --require-hashes --requirement requirements/bench.lock
	@touch $@
