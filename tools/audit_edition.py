"""Audit an edition with code that shares nothing with the package that wrote it.

    python tools/audit_edition.py FOLDER [--snapshot DIR] [--desks DIR] [--places FILE] [--replay]

Finds every numeral of the page, the Markdown, the record, the pictures and the tables; says what
binds each and whether the binding holds; computes every figure again from the snapshot and the
written law, and holds those of model runs against the files of their runs. With ``--replay`` it
runs those again by their own commands, for which Policywire must be installed. Exit status: 0 all
bound and all equal, 1 otherwise.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.audit.blocks import Report
from tools.audit.replay import Replay
from tools.audit.walk import Auditor

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "policywire"
SNAPSHOT = PACKAGE / "data" / "frozen"
_SHOWN = 60
_HELD = {"model run": "equal to their run's file"}


def main(arguments: list[str] | None = None) -> int:
    """Audit one folder, print what was found, and return the exit status."""
    parser = argparse.ArgumentParser(description="Audit an edition, independently of its writer.")
    parser.add_argument("folder", type=Path, help="the edition's folder, with index.html")
    parser.add_argument("--snapshot", type=Path, default=SNAPSHOT, help="the Parquet files")
    parser.add_argument("--desks", type=Path, default=PACKAGE / "desks", help="law and names")
    parser.add_argument("--places", type=Path, default=PACKAGE / "facts" / "places.csv")
    parser.add_argument("--replay", action="store_true", help="run each model run again")
    told = parser.parse_args(arguments)
    report = Auditor(told.snapshot, told.desks, told.places).audit(told.folder)
    if told.replay:
        made = [0, 0]
        found = list(Replay((sys.executable, "-m", "policywire")).problems(told.folder, made))
        report.problems += [item for item in found if item.kind != "remark"]
        report.remarks += [item for item in found if item.kind == "remark"]
        report.replayed = (made[0], made[1])
    print(table(report))
    return 1 if report.problems else 0


def table(report: Report) -> str:
    """Return a report in words: files, kinds, figures computed again, problems."""
    return "\n".join(
        (*_files(report), "", *_kinds(report), "", *_figures(report), *_listed(report))
    )


def _files(report: Report) -> list[str]:
    files = sorted({file for file, _ in report.found})
    lines = [f"{'file':<28}{'numerals':>10}{'bound':>10}{'wrong':>8}{'unbound':>9}"]
    for file in files:
        count = Counter({kind: n for (name, kind), n in report.found.items() if name == file})
        lines.append(_line(file, count))
    total: Counter[str] = Counter()
    for (_, kind), number in report.found.items():
        total[kind] += number
    return [*lines, _line("all files", total)]


def _line(name: str, count: Counter[str]) -> str:
    found, wrong, unbound = sum(count.values()), count["mismatch"], count["unbound"]
    bound = found - wrong - unbound
    return f"{name:<28}{found:>10,}{bound:>10,}{wrong:>8,}{unbound:>9,}"


def _kinds(report: Report) -> list[str]:
    kinds: Counter[str] = Counter()
    for (_, kind), number in report.found.items():
        kinds[kind] += number
    listed = ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common() if number)
    order = ", ".join(f"{word} {number}" for word, number in report.order_words.most_common())
    return [f"bound by: {listed}", f"words of order, not counted as numerals: {order or 'none'}"]


def _figures(report: Report) -> list[str]:
    lines = [
        f"{root} figures {_HELD.get(root, 'computed again and equal')}: {made:,} of {of:,}"
        for root, (made, of) in report.recomputed.items()
        if of
    ]
    if report.replayed is not None:
        lines.append("model runs run again and equal: {} of {}".format(*report.replayed))
    return lines


def _listed(report: Report) -> list[str]:
    lines = []
    for title, found in (("problems", report.problems), ("remarks", report.remarks)):
        shown = list(dict.fromkeys(map(str, found)))
        lines += ["", f"{title}: {len(shown)}", *(f"  {line}" for line in shown[:_SHOWN])]
        lines += [f"  and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
    return lines


if __name__ == "__main__":
    sys.exit(main())
