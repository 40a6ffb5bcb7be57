# Everything a person or a machine does with this checkout. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.locked
PEERS := .venv-bench
PEERS_STAMP := $(PEERS)/.locked
SECURITY := .venv-security
SECURITY_STAMP := $(SECURITY)/.locked
FUZZ := .venv-fuzz
FUZZ_STAMP := $(FUZZ)/.locked
ADVISORIES := .cache/advisories
ONLY ?=
SECONDS ?= 60
SIZES ?= 100k 1m
GROWTH ?= yes
PAGE ?= no
MINUTES ?= 2
SOAK ?= 5
ROWS ?= 10000000
WORKS ?= 1000
EDITS ?= 150
KILLS ?= 50
HEADLOAD_DATA ?= ../shared/data
ECUADOR = $(HEADLOAD_DATA)/ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip
ARGENTINA = $(HEADLOAD_DATA)/argentina-eph/base_individual
export HEADLOAD_REQUIRE_ALL

.DEFAULT_GOAL := help
.PHONY: help demo site test check bench faults security advisories version fuzz format docs guide package \
  sbom lock hooks system peers attackers clean

help: ## list what make can do
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

demo: $(STAMP) ## measure the bundled survey and show the headline table
	@$(BIN)/headload demo --out demo

site: demo ## serve a website with the bundled survey (and HEADLOAD_DATA) on http://127.0.0.1:8000/
	@if [ -f $(ECUADOR) ] && [ ! -d demo/ecuador ]; then \
	  echo "Measuring Ecuador ..."; $(BIN)/headload measure $(ECUADOR) \
	    --survey ecu/enemdu/2021q1 --out demo/ecuador >/dev/null; fi
	@if [ -f $(ARGENTINA)_2019T1.parquet ] && [ ! -d demo/argentina ]; then \
	  echo "Measuring Argentina ..."; $(BIN)/headload measure --survey arg/eph \
	    --period 2018q4=$(ARGENTINA)_2018T4.parquet --period 2019q1=$(ARGENTINA)_2019T1.parquet \
	    --out demo/argentina >/dev/null; fi
	@HEADLOAD_HOME=demo/site HEADLOAD_HTTPS=no sh -c '$(BIN)/headload site init && \
	  $(BIN)/headload site load demo/release $$(ls -d demo/ecuador demo/argentina 2>/dev/null) && \
	  $(BIN)/headload site serve'

test: $(STAMP) system ## run the whole test suite
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(STAMP) ## format, lint, types, contracts, spec tests and docs, in that order
	@$(BIN)/ruff format --check . || { echo "to do: make format"; exit 1; }
	@$(BIN)/ruff check . || { echo "to do: correct the lines named above"; exit 1; }
	@$(BIN)/mypy || { echo "to do: correct the types named above"; exit 1; }
	@$(BIN)/lint-imports || { echo "to do: see docs/decisions/0001-the-house.md"; exit 1; }
	@$(BIN)/pytest -q tests/spec tests/architecture tests/docs \
	  --ignore-glob='*/test_tutorial*.py' --ignore-glob='*/test_notebooks.py' || exit 1

bench: $(STAMP) $(PEERS_STAMP) peers ## measure speed side by side (SIZES="100k 1m 10m 100m" PAGE=yes)
	@$(BIN)/python -m benchmarks.run --peers $(PEERS)/bin/python --sizes $(SIZES) \
	  $(if $(filter yes,$(GROWTH)),--growth) $(if $(filter yes,$(PAGE)),--page)

faults: $(STAMP) system ## try it under faults (ONLY=R7,R17 MINUTES=10 SOAK=30 ROWS=100000000 PAGE=yes)
	@$(BIN)/python -m faults --only "$(ONLY)" --minutes $(MINUTES) --soak $(SOAK) \
	  --rows $(ROWS) --works $(WORKS) --edits $(EDITS) --kills $(KILLS) \
	  $(if $(filter yes,$(PAGE)),--page)

security: $(STAMP) $(SECURITY_STAMP) attackers advisories ## search for weaknesses (ONLY=bandit,semgrep)
	@$(BIN)/python -m security $(if $(ONLY),--only $(ONLY))

advisories: ## fetch what is known of weaknesses of packages, where the network lets it
	@if [ -d $(ADVISORIES)/.git ]; then git -C $(ADVISORIES) pull -q --ff-only; else \
	  git clone -q --depth 1 https://github.com/pypa/advisory-database $(ADVISORIES); fi \
	  2>/dev/null || echo "not fetched: the advisories (the search says what that means)"

version: $(STAMP) ## keep a site of this version for the tests of later ones, once a version
	@PYTHONPATH=src:tests $(BIN)/python -m faults.kept_version tests/apps/versions

fuzz: $(STAMP) $(FUZZ_STAMP) ## throw changed bytes at every reader (SECONDS=60 each)
	@$(BIN)/python -m fuzz --seconds $(SECONDS)

format: $(STAMP) ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(STAMP) ## write the generated pages again
	@$(BIN)/python -m headload.testing tests/spec docs
	@$(BIN)/python -m headload.measure.questionnaire src/headload/surveys/xfm
	@$(BIN)/python -m security.page

guide: $(STAMP) ## build the documentation site in build/guide; a warning ends it
	@$(BIN)/python -m headload.testing.guide docs build/guide
	@echo "Open build/guide/index.html; links to other sites: build/guide.links.txt"

package: $(STAMP) ## build wheel and source archive in dist, twice, and compare the bytes
	@.ci/package $(BIN)/python dist

sbom: $(STAMP) ## list what is inside (CycloneDX): of the core and of the website, in dist
	@mkdir -p dist
	@for part in core site; do \
	  $(BIN)/cyclonedx-py requirements requirements/$$part.txt --pyproject pyproject.toml \
	    --output-reproducible -o dist/headload-$$part.cdx.json || exit 1; done

lock: $(STAMP) ## resolve the dependencies again
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --custom-compile-command "make lock" \
	  pyproject.toml -o requirements/core.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --custom-compile-command "make lock" \
	  pyproject.toml --group dev -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --custom-compile-command "make lock" \
	  --extra postgresql -c requirements/dev.txt pyproject.toml -o requirements/site.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --custom-compile-command "make lock" \
	  --group pyproject.toml:bench -o requirements/bench.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --custom-compile-command "make lock" \
	  -c requirements/dev.txt --group pyproject.toml:build -o requirements/build.txt
	@for group in security fuzz; do \
	  $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	    --python-version 3.11 --custom-compile-command "make lock" \
	    --group pyproject.toml:$$group -o requirements/$$group.txt || exit 1; done

hooks: $(STAMP) ## install the pre-commit hooks
	@$(BIN)/pre-commit install

system: ## install system packages that some tests need, where allowed
	@command -v bwrap >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq bubblewrap >/dev/null 2>&1; } || \
	  echo "not installed: bubblewrap (as an administrator: apt-get install bubblewrap)"
	@command -v faketime >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends faketime >/dev/null 2>&1; } || \
	  echo "not installed: faketime (as an administrator: apt-get install faketime)"
	@command -v java >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless \
	      >/dev/null 2>&1; } || \
	  echo "not installed: Java (as an administrator: apt-get install openjdk-17-jre-headless)"
	@[ -e /usr/lib/libreoffice/program/libswlo.so ] || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui \
	      libreoffice-writer-nogui >/dev/null 2>&1; } || \
	  echo "not installed: LibreOffice (as an administrator: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui)"
	@command -v pdftotext >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends poppler-utils \
	      >/dev/null 2>&1; } || \
	  echo "not installed: pdftotext (as an administrator: apt-get install poppler-utils)"
	@command -v tesseract >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-spa \
	      >/dev/null 2>&1; } || \
	  echo "not installed: tesseract (as an administrator: apt-get install tesseract-ocr tesseract-ocr-spa)"
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends postgresql \
	      >/dev/null 2>&1; } || \
	  echo "not installed: PostgreSQL (as an administrator: apt-get install postgresql)"
	@command -v chromium >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends chromium \
	      >/dev/null 2>&1; } || \
	  echo "not installed: Chromium (as an administrator: apt-get install chromium)"

peers: ## install R survey for `make bench`, where allowed
	@Rscript -e 'library(survey)' >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    echo "Installing R survey (once) ..." && apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends r-base-core r-cran-survey \
	      >/dev/null 2>&1; } || \
	  echo "not installed: R survey (as an administrator: apt-get install r-cran-survey)"

attackers: ## install sqlmap and wapiti for `make security`, where allowed
	@{ command -v sqlmap && command -v wapiti; } >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    apt-get update -qq >/dev/null 2>&1 && \
	    apt-get install -y -qq --no-install-recommends sqlmap wapiti >/dev/null 2>&1; } || \
	  echo "not installed: sqlmap, wapiti (as an administrator: apt-get install sqlmap wapiti)"

clean: ## remove the environment and caches
	rm -rf $(VENV) $(PEERS) $(SECURITY) $(FUZZ) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist

$(STAMP): requirements/dev.txt requirements/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Headload needs Python 3.11 or later: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes \
	  -r requirements/uv.txt
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python \
	  --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $(STAMP)

$(PEERS_STAMP): requirements/bench.txt | $(STAMP)
	@echo "Setting up $(PEERS) (once) ..."
	@$(PYTHON) -m venv $(PEERS)
	@$(BIN)/uv pip install -q --python $(PEERS)/bin/python --require-hashes \
	  -r requirements/bench.txt
	@touch $(PEERS_STAMP)

$(SECURITY_STAMP): requirements/security.txt | $(STAMP)
	@echo "Setting up $(SECURITY) (once) ..."
	@$(PYTHON) -m venv $(SECURITY)
	@$(BIN)/uv pip install -q --python $(SECURITY)/bin/python --require-hashes \
	  -r requirements/security.txt
	@touch $(SECURITY_STAMP)

$(FUZZ_STAMP): requirements/fuzz.txt | $(STAMP)
	@echo "Setting up $(FUZZ) (once) ..."
	@mkdir -p $(FUZZ)
	@$(BIN)/uv pip install -q --target $(FUZZ)/packages --python $(BIN)/python \
	  --require-hashes -r requirements/fuzz.txt
	@touch $(FUZZ_STAMP)
