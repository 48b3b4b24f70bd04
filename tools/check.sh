#!/usr/bin/env bash
# Runs every check in order, fastest first; goes on past a failure, and ends by naming each step
# that failed and the command that runs it alone. Exit status: 0 all passed, 1 something failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export LC_NUMERIC=C

bin=${BIN:-.venv/bin}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0
failed=()

# DuckDB 2.0's bindings report objects still alive when the interpreter ends (seen 2026-11-22).
exit_noise='^nanobind: |^ - (leaked|\.\.\. skipped)|^See https://nanobind'

step() { # NAME COMMAND...
    local name=$1 start=${EPOCHREALTIME:-$SECONDS} status
    shift
    printf '\n== %s: %s\n' "$name" "$*"
    "$@" 2>&1 | tee "$logs/$name"
    status=${PIPESTATUS[0]}
    awk -v name="$name" -v from="$start" -v to="${EPOCHREALTIME:-$SECONDS}" -v status="$status" 'BEGIN {
        printf "-- %s %s in %.1f s\n", name, status == 0 ? "passed" : "FAILED", to - from }'
    if [ "$status" = 0 ]; then
        passed=$((passed + 1))
    else
        failed+=("$name")
        printf '%s\n' "$*" >"$logs/$name.command"
        printf '%s\n' "$status" >"$logs/$name.status"
    fi
}

# Where examples stand; pytest would close on "no tests ran" where there is none.
examples=()
for place in docs README.md src; do
    if grep -rqs '^ *>>> ' "$place"; then examples+=("$place"); fi
done

step format "$bin/ruff" format --check .
step lint "$bin/ruff" check .
step types "$bin/mypy"
step contracts "$bin/lint-imports" --no-logo
step tests "$bin/pytest" -q tests
if [ ${#examples[@]} -gt 0 ]; then
    step docs "$bin/pytest" -q --doctest-glob=*.md --doctest-modules "${examples[@]}"
else
    printf '\n== docs: no example (>>>) in docs, README or src yet\n'
fi

echo
for name in ${failed+"${failed[@]}"}; do
    printf '== %s FAILED (exit status %s). Its last lines:\n' "$name" "$(cat "$logs/$name.status")"
    grep -vE "$exit_noise" "$logs/$name" | tail -n 25 | sed 's/^/   | /'
    printf '   To run it alone: %s\n\n' "$(cat "$logs/$name.command")"
done
if [ ${#failed[@]} -gt 0 ]; then
    printf 'FAILED: %s. Passed: %d of %d steps.\n' "${failed[*]}" "$passed" $((passed + ${#failed[@]}))
    exit 1
fi
printf 'All %d steps passed.\n' "$passed"
