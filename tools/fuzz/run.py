"""Fuzz one target with atheris: ``python tools/fuzz/run.py check -max_total_time=600``.

What follows the target goes to libFuzzer. What it finds is written as a file ``crash-*`` in the
folder it is run in; its bytes, in hexadecimal, belong in ``tests/analyst/vectors/fuzzed.json``.
"""

import importlib
import sys
from pathlib import Path

__all__ = ["main"]


def main() -> None:
    """Run the target named first."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        sys.exit("atheris is not installed. Run `pip install atheris` beside policywire.")
    with atheris.instrument_imports(include=["policywire.analyst"]):
        targets = importlib.import_module("tools.fuzz.targets").TARGETS
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        sys.exit(f"Name a target: {', '.join(targets)}.")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
