#!/usr/bin/env bash
# Writes requirements/*.txt: exact versions with their hashes, and neither paths nor addresses.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url "$@"
}

compile pyproject.toml -o requirements/run.txt
compile pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt
compile requirements/build.in -c requirements/dev.txt -o requirements/build.txt
