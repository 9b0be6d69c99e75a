# Every command brings what it needs; a machine with Python 3.11 and make is enough.
.DEFAULT_GOAL := help
CODE := lojar tests bench conftest.py manage.py
.PHONY: help setup demo test check bench lock format clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: ## .venv with everything for work on Lojar, pinned by hash
	@bin/venv dev

demo: ## a whole office on this machine, and a phone in your browser
	@bin/venv base
	@exec .venv/bin/lojar demo

test: ## every test
	@bin/venv dev
	@bin/browser
	@exec .venv/bin/python -m pytest

check: ## format, lint, types, the map of imports, migrations, system checks
	@bin/venv dev
	.venv/bin/ruff format --check --quiet $(CODE)
	.venv/bin/ruff check --quiet $(CODE)
	bin/with-made-up-settings .venv/bin/mypy lojar
	.venv/bin/lint-imports
	bin/with-made-up-settings .venv/bin/lojar manage makemigrations --check --dry-run
	bin/with-made-up-settings .venv/bin/lojar setup
	bin/with-made-up-settings .venv/bin/lojar check

bench: ## the measurements, each printing a ratio
	@bin/venv bench
	.venv/bin/python -m bench

format: ## what `make check` wants of the format, done
	@bin/venv dev
	.venv/bin/ruff format $(CODE)
	.venv/bin/ruff check --fix $(CODE)

lock: ## lock the newest allowed versions, with hashes and without addresses
	@bin/venv base
	@command -v uv >/dev/null || .venv/bin/python -m pip install --quiet uv
	for set in base dev bench; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" PATH="$$PWD/.venv/bin:$$PATH" uv pip compile --quiet --upgrade \
			--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
			requirements/$$set.in -o requirements/$$set.txt || exit 1; \
	done

clean: ## remove what can be made again; an office's or a demo's data in .lojar stays
	@bin/clean
