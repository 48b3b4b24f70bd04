#!/usr/bin/env bash
# Sets up a virtual environment with Policywire in it, at the pinned versions.
#
#   tools/setup.sh [VENV [EXTRAS]]     e.g. tools/setup.sh .venv dev,llm
#
# uv is used where it is on the PATH, python3 -m venv and pip otherwise. PYTHON names another
# interpreter than python3. A second run with nothing changed costs a second or so.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=${1:-.venv}
extras=${2:+[$2]}
python=${PYTHON:-python3}
export PIP_DISABLE_PIP_VERSION_CHECK=1

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

command -v "$python" >/dev/null || fail "$python is not on the PATH. Install Python 3.11 or newer."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old: Python 3.11 or newer is needed. Try PYTHON=python3.12 make setup."

if command -v uv >/dev/null; then
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
    uv pip install --quiet --python "$venv/bin/python" -c constraints.txt -e ".$extras"
else
    if [ ! -x "$venv/bin/python" ]; then
        "$python" -m venv "$venv" ||
            fail "$python cannot make a virtual environment. On Debian: apt-get install python3-venv."
    fi
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
    "$venv/bin/python" -m pip install --quiet --no-compile -c constraints.txt -e ".$extras"
fi

# Bytecode for what every run imports, and no more: SciPy's alone would be 39 MB.
"$venv/bin/python" -m compileall -qq -j 0 \
    -x '/(scipy|tests|_pytest|pip|setuptools|pkg_resources|mypy|mypyc|hypothesis|openai|pydantic_ai)/' \
    "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" || true
