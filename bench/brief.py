"""The brief from the packaged snapshot: seconds and memory of the whole command, twice.

The same command is run in a fresh process each time, and the bytes of both editions are compared.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5
COMMAND = "from policywire.cli import main; main()"


def write(out: Path) -> float:
    """Return the seconds of one run of ``policywire write usmca-review``."""
    start = perf_counter()
    arguments = [sys.executable, "-c", COMMAND, "write", "usmca-review", "--out", str(out)]
    subprocess.run(arguments, check=True, capture_output=True)
    return perf_counter() - start


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of an edition by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / str(round_) for round_ in range(ROUNDS)]
        seconds = [write(folder) for folder in folders]
        editions = [tree(folder) for folder in folders]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    same = all(edition == editions[0] for edition in editions)
    middle = median(seconds)
    print(f"first run          {seconds[0]:.2f} s; median of {ROUNDS}: {middle:.2f} s (target 4 s)")
    print(f"peak memory        {peak:.0f} MB (target 400 MB)")
    print(f"files              {len(editions[0])}, {sum(map(len, editions[0].values())):,} bytes")
    print(f"byte-identical     {same}, {ROUNDS} runs")


if __name__ == "__main__":
    main()
