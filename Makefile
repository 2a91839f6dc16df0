# make run   the page at http://127.0.0.1:8080, with the documents in data/documents indexed
# make test  every test, offline
# make style format, lint, strict types
# make check style and test
# make fuzz  noise at every door, SECONDS=60 at each
# make soak  questions on every channel while things go wrong, for SECONDS=3600
# make lock  requirements.lock anew: the packages that a container gets, with hashes where an index is reached
# make audit known weaknesses of those packages (needs the registry and its advisories)
# make screenshots  the pictures of README, taken anew of the real pages (needs chromium)
# Each makes its own virtual environment at the first call and reuses it until pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
RUN_STAMP := $(VENV)/.run-$(shell cksum pyproject.toml | cut -d' ' -f1)
TEST_STAMP := $(VENV)/.test-$(shell cksum pyproject.toml | cut -d' ' -f1)
# pip writes no byte code (it would take 90 MB); what a question imports is compiled once here, which halves its start.
WARM := ORT_DISABLE_TELEMETRY=1 PYTHONDONTWRITEBYTECODE= $(VENV)/bin/python -c 'import bot.commands.ask, bot.answering.compose, bot.writing.render, bot.settings, \
	bot.wiring, faiss, index.encode.small, index.library.reader, onnxruntime'
PIP := $(VENV)/bin/python -m pip install --quiet --no-compile --disable-pip-version-check

.PHONY: run test test-index test-bot check style fuzz soak lock audit screenshots clean

run: $(RUN_STAMP)
	$(VENV)/bin/hoidap serve

# Two runs side by side, since this is made for two cores and most tests keep one of them busy.
test: $(TEST_STAMP)
	$(MAKE) --no-print-directory --jobs=2 --output-sync=line test-index test-bot

test-index: $(TEST_STAMP)
	$(VENV)/bin/python -m pytest tests --ignore=tests/bot --ignore=tests/soak

test-bot: $(TEST_STAMP)
	$(VENV)/bin/python -m pytest tests/bot tests/soak

style: $(TEST_STAMP)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy index bot bench deploy

check: style test

fuzz: $(TEST_STAMP)
	$(VENV)/bin/python -m tests.fuzz --seconds $(or $(SECONDS),60)

soak: $(TEST_STAMP)
	$(VENV)/bin/python -m tests.soak --seconds $(or $(SECONDS),3600)

lock: | $(VENV)/bin/python
	$(VENV)/bin/python deploy/lock.py '.[postgres]' requirements.lock

# pip-audit has many packages of its own, so it gets an environment of its own.
audit:
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(VENV)-audit/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip

screenshots: $(TEST_STAMP)
	$(VENV)/bin/python -m tests.bot.screenshots

# Python 3.11's venv puts setuptools (10 MB) into the environment; nothing here needs it.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip uninstall --quiet --yes --disable-pip-version-check setuptools

$(RUN_STAMP): | $(VENV)/bin/python
	$(PIP) --editable .
	$(WARM)
	rm -f $(VENV)/.run-* && touch $@

$(TEST_STAMP): | $(VENV)/bin/python
	$(PIP) --editable '.[test]'
	$(WARM)
	rm -f $(VENV)/.run-* $(VENV)/.test-* && touch $@ $(RUN_STAMP)

clean:
	rm -rf $(VENV) $(VENV)-audit
