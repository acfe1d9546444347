#!/usr/bin/env bash
# Makes .venv what requirements/ says: `setup.sh run` to serve, `setup.sh dev` to work on it.
# What is already so is left alone, without a look at the network.
set -euo pipefail
cd "$(dirname "$0")/.."

level=${1:-dev}
python=${PYTHON:-python3}
venv=.venv/bin/python
terse=(--quiet --quiet)   # errors only: a warning about somebody's pip settings is not ours to give
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "$*" >&2; }

need_python() {
    command -v "$python" > /dev/null || { say "setup: there is no '$python' here; say PYTHON=/path/to/python3 (3.11 or later)."; exit 1; }
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        { say "setup: $("$python" --version) is too old; 3.11 or later is needed (PYTHON=/path/to/python3)."; exit 1; }
    "$python" -c 'import ensurepip, venv' 2> /dev/null ||
        { say "setup: this python makes no virtual environments. On Debian: apt-get install python3-venv"; exit 1; }
}

# A folder that was moved keeps scripts that point to where it was, so it is made anew.
make_venv() {
    local here=$PWD
    if [ -f .venv/made-in ] && [ "$(cat .venv/made-in)" != "$here" ]; then rm -rf .venv; fi
    if ! "$venv" -m pip --version > /dev/null 2>&1; then
        need_python
        say "setup: making .venv"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    printf '%s\n' "$here" > .venv/made-in
}

key() {
    local files=(requirements/build.txt requirements/run.txt pyproject.toml tools/setup.sh)
    [ "$1" = run ] || files+=(requirements/dev.txt)
    { printf '%s\n' "$PWD"; cat "${files[@]}"; } | sha256sum
}

is_ready() { [ -x "$venv" ] && [ -f ".venv/ready-$1" ] && [ "$(cat ".venv/ready-$1")" = "$(key "$1")" ]; }

install() {
    local wanted=$1
    make_venv
    say "setup: installing requirements/$wanted.txt (once)"
    "$venv" -m pip install "${terse[@]}" --require-hashes -r requirements/build.txt
    # The build tools are there now, pinned: nothing may fetch its own.
    "$venv" -m pip install "${terse[@]}" --require-hashes --no-build-isolation -r "requirements/$wanted.txt"
    "$venv" -m pip install "${terse[@]}" --no-build-isolation --no-deps --no-index --editable .
    key run > .venv/ready-run
    [ "$wanted" = run ] || key dev > .venv/ready-dev
}

compile_messages() {
    local po stale=0
    while IFS= read -r po; do
        [ "$po" -nt "${po%.po}.mo" ] && stale=1
    done < <(find courtyard -name '*.po')
    [ "$stale" = 0 ] || "$venv" -m tools.messages compile
}

is_ready "$level" || is_ready dev || install "$level"
compile_messages
