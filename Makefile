# Everything goes through here: make help

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
COMMAND := $(VENV)/bin/icat-reader
SYSTEM := resources/linux/system-libraries.sh
SIZES := 1000,10000,100000
PIP_FLAGS := --quiet --disable-pip-version-check --require-hashes

.PHONY: help run test lint format app test-app demo bench relevance anchors exports torture lock clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: $(VENV)/.run ## open the window on the corpus
	@$(RUN) -m reader $(ARGS)

test: lint ## check and test everything (needs no display)
	@QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -n 2

lint: $(VENV)/.dev ## ruff, mypy, and the law of the house (import-linter)
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@said=$$($(VENV)/bin/lint-imports --no-cache) || { echo "$$said"; exit 1; }; echo "$$said" | tail -n 1

format: $(VENV)/.dev ## put the code into shape
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

app: .venv-app/.ready ## build the packaged app into dist/
	@.venv-app/bin/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build/app build.spec
	@echo "Built dist/icat-field-reader ($$(du -sh dist/icat-field-reader | cut -f1)). Start it with dist/icat-field-reader/icat-reader."

test-app: $(VENV)/.dev ## drive the packaged app on a virtual display (after make app)
	@test -x dist/icat-field-reader/icat-reader || { echo "There is no packaged app yet: run make app first."; exit 1; }
	@sh $(SYSTEM) display $(PYTHON)
	@$(RUN) -m pytest -q tests/packaged

demo: $(VENV)/.dev ## every scene of the window, off-screen, into build/demo/*.png; ARGS='settings print' is quicker
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.demo $(ARGS)

bench: $(VENV)/.dev ## start, search and memory, as ratios side by side; SIZES=1000,10000 is quicker
	@sh $(SYSTEM) display $(PYTHON)
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.bench
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.scale.reading
	@$(RUN) -m tests.scale.bench --sizes $(SIZES)
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.scale.window
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tests.scale.marks

relevance: $(VENV)/.dev ## how good the search is, on judged queries
	@$(RUN) -m tests.relevance.report

anchors: $(VENV)/.dev ## what becomes of marks when the text changes, on 100,000 of them; ARGS='--seed 2 --marks 20000'
	@$(RUN) -m tests.anchors.report $(ARGS)

exports: $(VENV)/.dev ## what each export keeps of 500 marks, told by other readers, and what it costs
	@$(RUN) -m tests.export_table

torture: $(VENV)/.dev ## kill, damage, fill and lock the notebook; nothing confirmed may be lost
	@$(RUN) -m tests.torture $(ARGS)

lock: ## choose the newest allowed versions again (needs uv)
	@for set in run dev app; do extra=; [ $$set = run ] || extra="--extra $$set"; \
	uv pip compile pyproject.toml $$extra --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --quiet --upgrade --output-file requirements/$$set.txt; done

clean: ## remove what was built, not what was written
	@rm -rf build dist $(VENV) .venv-app .mypy_cache .ruff_cache .pytest_cache .hypothesis

# One environment to run and to test; a stamp says which lock it was made from.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; it was not found."; exit 1; }
	@sh $(SYSTEM) window $(PYTHON)
	@echo "Making $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment."; exit 1; }

# The command line without a build, which would need setuptools; .dev puts the packaged command in its place.
$(VENV)/.run: requirements/run.txt $(SYSTEM) | $(VENV)/bin/python
	@sh $(SYSTEM) window $(PYTHON)
	@echo "Installing what the reader needs ..."
	@$(RUN) -m pip install $(PIP_FLAGS) -r requirements/run.txt
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s" -P -m reader "$$@"\n' "$(CURDIR)" "$(CURDIR)/$(RUN)" > $(COMMAND)
	@chmod +x $(COMMAND)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(SYSTEM) | $(VENV)/bin/python
	@sh $(SYSTEM) tests $(PYTHON)
	@echo "Installing what tests and checks need ..."
	@$(RUN) -m pip install $(PIP_FLAGS) -r requirements/dev.txt
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run $@

.venv-app/.ready: requirements/app.txt $(SYSTEM)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; it was not found."; exit 1; }
	@sh $(SYSTEM) app $(PYTHON)
	@$(PYTHON) -m venv --clear .venv-app
	@.venv-app/bin/python -m pip install $(PIP_FLAGS) -r requirements/app.txt
	@touch $@
