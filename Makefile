# make demo   the main job on the five articles of seeds/: a GraphML file, a picture, the actors, the ties, what is unresolved
# make test   every test
# Both make their own virtual environment in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types wheel-check check clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.ready
	$(BIN)/registry --registry aliases.yaml graph seeds -o actors.graphml -o actors.png

test: $(VENV)/.ready
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

wheel-check: $(VENV)/.ready
	sh .ci/wheel-check $(BIN)/python

check: lint types test wheel-check

clean:
	rm -rf $(VENV) dist build actors.graphml actors.png .pytest_cache .mypy_cache .ruff_cache .hypothesis
