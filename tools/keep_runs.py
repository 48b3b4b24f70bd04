"""Keep the runs of every packaged brief: solve those that changed, and write them to data/runs.

    python tools/keep_runs.py [--all] [--out DIR]

Which runs is read from the briefs of all desks, so a brief that names a new scenario needs nothing
else here. A run is solved where none is kept that follows from these inputs and this code; with
``--all`` each is. Files of runs that no brief asks for are removed.
"""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from policywire.models.kept import Kept, kept_text
from policywire.newsroom.kept import asked_by_briefs, mark_of, packaged_runs, put, solved, taken

if TYPE_CHECKING:
    from policywire.analyst.brief import RunSpec


def main(arguments: list[str] | None = None) -> None:
    """Bring a folder of kept runs up to date, and say what was done."""
    parser = argparse.ArgumentParser(description="Keep the runs of every packaged brief.")
    parser.add_argument("--out", type=Path, default=packaged_runs(), help="the folder")
    parser.add_argument("--all", action="store_true", help="solve those too that are up to date")
    told = parser.parse_args(arguments)
    asked = asked_by_briefs()
    for label, spec in asked.items():
        print(f"{label}: {_brought_up(told.out / f'{label}.json', spec, again=told.all)}")
    for file in sorted(told.out.glob("*.json")):
        if file.stem not in asked:
            file.unlink()
            print(f"{file.stem}: removed, as no brief asks for it")
    size = sum(file.stat().st_size for file in told.out.glob("*.json"))
    print(f"{len(asked)} runs, {size:,} bytes in {told.out}")


def _brought_up(file: Path, spec: "RunSpec", *, again: bool) -> str:
    """Make a kept run follow from today's inputs and code; return what was done."""
    mark = mark_of(spec)
    found, why = taken(file, mark) if file.is_file() else (None, "none was kept")
    if found is not None and not again:
        return "up to date"
    began = time.process_time()
    made = solved(spec)
    put(file, kept_text(Kept(mark, made)))
    spent = f"solved in {time.process_time() - began:.1f} s"
    same = "the same numbers" if found == made else why or "other numbers"
    return f"{spent}: {same}"


if __name__ == "__main__":
    main()
