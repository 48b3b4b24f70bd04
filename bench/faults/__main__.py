"""Run the fault bench: a table on the terminal, and the same as ``out/faults.json``."""

import argparse
import json
from pathlib import Path

from bench.faults.fresh import FreshReport, fresh_summary
from bench.faults.report import LIMIT, Report, as_json, fresh_reports, run, table
from policywire.newsroom import evidence


def main() -> None:
    """Read the arguments, run, print."""
    asked = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    asked.add_argument("--limit", type=int, default=LIMIT, help="sentences of a class, at most")
    asked.add_argument("--only", default="", help="classes whose name holds this text")
    asked.add_argument("--show", action="store_true", help="print the spoilt sentences and answers")
    asked.add_argument("--refused", action="store_true", help="print the clean sentences refused")
    asked.add_argument("--hands", action="store_true", help="the fresh hands alone, in short")
    asked.add_argument("--waive", action="store_true", help="let the pinned reading waive anchors")
    asked.add_argument("--json", action="store_true", help="print the document, not the table")
    asked.add_argument("--out", type=Path, default=Path("out/faults.json"))
    wanted = asked.parse_args()
    if wanted.hands:
        return _print_hands(wanted.only, refused=wanted.refused)
    with evidence(None, None) as view:
        report = run(view, wanted.limit, wanted.only, waives=wanted.waive)
    document = json.dumps(as_json(report), indent=1)
    print(document if wanted.json else "\n".join(table(report)))
    if wanted.refused:
        _print_refused(report)
    if wanted.show:
        _print_injected(report)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(document + "\n", encoding="utf-8")
    if not wanted.json:
        print(f"written            {wanted.out}")
    return None


def _print_hands(only: str, *, refused: bool) -> None:
    with evidence(None, None) as view:
        reports = fresh_reports(view, only)
    print("\n".join(fresh_summary(reports)))
    for one in reports if refused else ():
        _print_hand(one)


def _print_hand(report: FreshReport) -> None:
    for kind, found in report.clean.items():
        print(f"\n{report.hand.name}, clean, {kind}, refused:", *found.caught, sep="\n  ")
    for name, scores in report.faults.items():
        missed = [text for one in scores.values() for text in one.missed]
        if missed:
            print(f"\n{report.hand.name}, missed, {name}:", *missed, sep="\n  ")


def _print_refused(report: Report) -> None:
    for level, found in report.clean.items():
        print(f"\nclean, refused at the {level.value} level: {', '.join(found.caught) or 'none'}")
    for name, found in report.phrases.clean.items():
        print(f"\nphrases, {name}, refused: {', '.join(found.caught) or 'none'}")


def _print_injected(report: Report) -> None:
    for name, items in report.injected.items():
        print(f"\n{name}")
        for item in items:
            missed = [
                level.value
                for level, found in report.faults[name].items()
                if item.source in found.missed
            ]
            print(f"  {item.source:<14} {item.faulty.draft}")
            print(f"  {'':<14} {item.text}")
            print(f"  {'':<14} missed at: {', '.join(missed) or 'none'}")


if __name__ == "__main__":
    main()
