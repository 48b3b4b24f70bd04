#!/usr/bin/env bash
# Measures a fresh base install in a folder of its own: seconds of set-up, MB, distributions.
#
#   tools/measure_install.sh            as `make setup` does it
#   BYTECODE=all tools/measure_install.sh    with every module compiled, as plain pip would
#   BYTECODE=none tools/measure_install.sh   with none
#
# The first set-up on a machine downloads more than 100 MB; say whether pip's cache was warm.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_NUMERIC=C

trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT

start=${EPOCHREALTIME:-$SECONDS}
tools/setup.sh "$trial/venv"
end=${EPOCHREALTIME:-$SECONDS}

packages=$("$trial/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
case ${BYTECODE:-setup} in
    all) "$trial/venv/bin/python" -m compileall -qq -j 0 "$packages" || true ;;
    none) find "$packages" -name __pycache__ -prune -exec rm -rf {} + ;;
esac

awk -v from="$start" -v to="$end" 'BEGIN { printf "set-up         %.1f s\n", to - from }'
printf 'site-packages  %s MB\n' "$(du -sm "$packages" | cut -f 1)"
printf 'distributions  %s\n' "$(find "$packages" -maxdepth 1 -name '*.dist-info' | wc -l)"
