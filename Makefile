# Policywire. `make help` lists the targets.
VENV := .venv
BIN := $(VENV)/bin
VENV_LLM := .venv-llm
OUT := out
INPUTS := pyproject.toml constraints.txt tools/setup.sh

.DEFAULT_GOAL := help
.PHONY: help setup brief test test-llm bench fuzz clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.base ## Set up .venv with the base install (once)

brief: $(VENV)/.base ## Write the brief on the 2026 USMCA review, and say where the page is
	@$(BIN)/policywire write usmca-review --out $(OUT)

test: $(VENV)/.dev ## Run every check: format, lint, types, import contracts, tests, docs
	@tools/check.sh

test-llm: $(VENV_LLM)/.llm ## Drive a real small language model through the chat writer (compiles its server)
	@$(VENV_LLM)/bin/pytest -q -m llm tests/llm

bench: $(VENV)/.dev ## Run the benchmarks in bench/
	@found=; for script in bench/*.py; do \
	    [ -e "$$script" ] || continue; \
	    found=1; printf '\n== %s\n' "$$script"; $(BIN)/python "$$script" || exit 1; \
	done; [ -n "$$found" ] || echo "bench/ holds no benchmark."

fuzz: $(VENV)/.dev ## Fuzz parser and checker with atheris, two minutes a target
	@$(BIN)/python -m pip install --quiet atheris
	@mkdir -p $(OUT)/fuzz && cd $(OUT)/fuzz && \
	for target in reading prose rules check intake tables; do \
	    printf '\n== %s\n' "$$target"; \
	    "$(CURDIR)/$(BIN)/python" "$(CURDIR)/tools/fuzz/run.py" $$target -max_total_time=120 -max_len=300 \
	        -len_control=0 -timeout=20 || exit 1; \
	done

clean: ## Remove what the other targets made: .venv, .venv-llm, out, caches
	rm -rf $(VENV) $(VENV_LLM) $(OUT) build dist htmlcov .coverage .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache
	find . -path ./.git -prune -o \( -name __pycache__ -o -name '*.egg-info' \) -prune -exec rm -rf {} +

# The stamps make set-up run once, and again when what it reads has changed.
$(VENV)/.base: $(INPUTS)
	@echo "Setting up $(VENV) (once)"
	@tools/setup.sh $(VENV)
	@touch $@

$(VENV)/.dev: $(INPUTS)
	@echo "Setting up $(VENV) with the development tools (once)"
	@tools/setup.sh $(VENV) dev,llm
	@touch $@ $(VENV)/.base

$(VENV_LLM)/.llm: $(INPUTS)
	@echo "Setting up $(VENV_LLM) with a small language model and its server (once): needs a C++"
	@echo "compiler and cmake, and about 5 minutes of one processor; nothing is shown meanwhile."
	@tools/setup.sh $(VENV_LLM) dev,llm,dev-llm
	@touch $@
