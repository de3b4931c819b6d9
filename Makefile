# On a fresh machine with Python and make, either command installs what it needs: `make report`, `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: report test check lint notebooks clean

report: $(VENV)/.lab            ## run the notebooks and write the pages to reports/
	$(BIN)/mediakit report

test: lint                      ## check everything: style, types, layers, tests, examples, notebooks
	$(BIN)/python -m pytest -q --numprocesses auto
	$(BIN)/mediakit check

check: $(VENV)/.lab             ## do the notebooks still give the same numbers?
	$(BIN)/mediakit check

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

notebooks: $(VENV)/.lab         ## run the notebooks and keep their outputs; read the difference before you commit
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

clean:
	rm -rf $(VENV) reports .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.lab: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[lab]'
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.lab
