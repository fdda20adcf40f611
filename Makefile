# What one can ask for by name. Every target does its own set-up, so each works on a machine that has only Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM

.PHONY: serve test kill-loop bench load-test pictures dictionary check-style browser

serve: $(VENV)/serves
	$(BIN)/streamlit run dashboard.py

test: $(VENV)/tests browser
	$(BIN)/python -m pytest -n auto --dist loadgroup

# Two hundred uploads, each killed at a random moment; the suite runs a short sample of it.
kill-loop: $(VENV)/tests
	$(BIN)/python -m tests.etl.publishing.kill_loop 200

bench: $(VENV)/tests browser
	$(BIN)/python -m benchmarks

# A hundred people who click every three seconds, for a minute: 95 of 100 clicks are to be answered within one second.
load-test: $(VENV)/tests
	$(BIN)/python -m benchmarks load

# Random tables, bytes and mutations of files: more than 20 000 inputs (a few hundred of them are in the tests).
fuzz: $(VENV)/tests
	FUZZ_ROUNDS=70 $(BIN)/python -m pytest tests/etl/reading/test_any_bytes.py -q -n auto

pictures: $(VENV)/tests browser
	$(BIN)/python -m tests.browser.pictures

dictionary: $(VENV)/serves
	$(BIN)/python -m etl.forms.dictionary

check-style: $(VENV)/tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

$(VENV)/serves: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Python 3.11 or newer is needed, this is ' + sys.version)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/tests: requirements-dev.txt $(VENV)/serves
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The browser tests drive a real Chromium with Chinese fonts: Debian's own packages, installed when they are missing.
browser:
	@test -x "$(CHROMIUM)" && fc-list :lang=zh-cn 2>/dev/null | grep -q . || { \
	  command -v apt-get > /dev/null || { echo "Install Chromium and a Chinese font, then: make test CHROMIUM=/path/to/chromium" >&2; exit 1; }; \
	  if [ "$$(id -u)" = 0 ]; then as=; else as=sudo; fi; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig > /dev/null; }
