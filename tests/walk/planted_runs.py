"""Faults to plant in what an edition says of its model runs, and the line an audit must say.

Each edits a copy of an edition's folder, several files where a careful forger would.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.walk.edits import Edit, digit, exchanged, other_digit, swapped

__all__ = ["RUN_FAULTS", "RunFault"]

PAGE, MARKDOWN, RECORD = "index.html", "article.md", "article.json"
Json = dict[str, Any]


@dataclass(frozen=True)
class RunFault:
    """A fault in a copy of an edition, a pattern for its line; faults of a copy stand together."""

    plant: Callable[[Path], None]
    told: str
    copy: int


# ------------------------------------------------------------------- edits of a folder


def text_of(file: str, edit: Edit) -> Callable[[Path], None]:
    """Return an edit of one file of a folder."""

    def plant(folder: Path) -> None:
        path = folder / file
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")

    return plant


def json_of(path: Path, change: Callable[[Json], None]) -> None:
    """Change a JSON file in place."""
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def figure_of(name: str, change: Callable[[Json], None]) -> Callable[[Path], None]:
    """Return an edit of one figure of the record."""

    def plant(folder: Path) -> None:
        json_of(folder / RECORD, lambda record: change(record["figures"][name]))

    return plant


def run_path(folder: Path, number: int) -> Path:
    """Return the file of a run of the trade model, by its place among them."""
    files = sorted((folder / "runs").glob("*.json"))
    return [one for one in files if '"exports_pct/MEX"' in one.read_text("utf-8")][number]


def another_run(figure: Json) -> None:
    figure["trail"]["run_id"] = "0" * 12


def another_region(figure: Json) -> None:
    figure["trail"]["outcome"] = "exports_pct/JPN"


def another_command(figure: Json) -> None:
    figure["trail"]["replay"] = figure["trail"]["replay"].replace("--draws 2", "--draws 3")


def value_alike(folder: Path) -> None:
    """Change a value by a tenth in the record, and its print everywhere it is printed."""
    name = "answer_exports_ca"
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    value = record["figures"][name]["value"]
    for file in (PAGE, MARKDOWN, RECORD):
        path = folder / file
        text = path.read_text(encoding="utf-8").replace(repr(value), repr(value * 1.1))
        for unit in ("%", " percent"):
            shown, forged = (f"{abs(one):.1f}{unit}" for one in (value, value * 1.1))
            text = text.replace(shown, forged)
        path.write_text(text, encoding="utf-8")


def run_of_another_policy(folder: Path) -> None:
    """Give a figure the run, value and range of another policy, its title and command too."""

    def change(record: Json) -> None:
        figures = record["figures"]
        figure, other = figures["vehicles_exports_mx"], figures["border_exports_mx"]
        figure |= {key: other[key] for key in ("value", "interval", "basis", "trail")}

    json_of(folder / RECORD, change)


def region_of_another(folder: Path) -> None:
    """Give a figure the outcome of another region, its value and range too."""

    def change(record: Json) -> None:
        figures = record["figures"]
        figure, other = figures["vehicles_income_mx"], figures["vehicles_income_ca"]
        figure |= {key: other[key] for key in ("value", "interval", "trail")}

    json_of(folder / RECORD, change)


def lose_run(folder: Path) -> None:
    run_path(folder, -1).unlink()


def alter_run(folder: Path) -> None:
    """Change the change of Mexico's exports in a run's file, and its range with it."""

    def change(run: Json) -> None:
        outcome = run["outcomes"]["exports_pct/MEX"]
        outcome |= {part: outcome[part] * 1.05 for part in ("value", "low", "high")}

    json_of(run_path(folder, 0), change)


def swap_ends(folder: Path) -> None:
    def change(run: Json) -> None:
        outcome = run["outcomes"]["exports_pct/CAN"]
        outcome["low"], outcome["high"] = outcome["high"], outcome["low"]

    json_of(run_path(folder, 1), change)


def rename_run(folder: Path) -> None:
    path = run_path(folder, -1)
    path.with_name(f"{'f' * 12}.json").write_bytes(path.read_bytes())


def ends_of_picture(folder: Path) -> None:
    """Move a whisker of a bar chart, in the spec and in the picture's words."""
    change = swapped(r'("low": -?)(\d)', lambda match: match[1] + other_digit(match[2]))
    text_of("exhibits/model_exports.vl.json", change)(folder)


# ------------------------------------------------------------------- faults

END = r"as the (?:low|high) end of a range is not"
RUN_FAULTS = {
    # prints, one copy
    "end of a range in the text": RunFault(
        text_of(PAGE, digit(r'(<span data-range="[^"]+">−?\d+\.)(\d)( percent<)')),
        rf"{PAGE}, \w+ <p>: .* {END}",
        1,
    ),
    "end of a range in an exhibit's table": RunFault(
        text_of(PAGE, digit(r'(<span data-range="model_world[^"]+">−?\d+\.\d)(\d)(%<)')),
        rf"{PAGE}, exhibit model_world details <td>: .* {END}",
        1,
    ),
    "a range told to be none in a table": RunFault(
        text_of(
            PAGE,
            swapped(
                r'(<td><a data-figure="(lapse_prices)".*?</a> \(<span data-range="lapse_prices">)'
                r"[^<]*</span> to <span [^>]*>[^<]*(</span>\)</td>)",
                r"\g<1>no range: nothing in it is drawn\g<3>",
            ),
        ),
        rf"{PAGE}, rules_change <td>: 'no range.*' is said of a range whose ends are apart",
        1,
    ),
    "end of a range in a note": RunFault(
        text_of(PAGE, digit(r"(<dt>Range</dt> <dd><span [^>]*>−?[\d,]+\.\d*)(\d)(<)")),
        rf"{PAGE}, .*note [\w.-]+ <dd>: '[−\d,.]+' is not [-\d.]+",
        1,
    ),
    "coverage in the text": RunFault(
        text_of(PAGE, swapped(r'(data-range="[^"]+">)90 percent', r"\g<1>95 percent")),
        rf"{PAGE}, \w+ <p>: '95 percent' is not the coverage of the range, 90 percent",
        1,
    ),
    "coverage in a note": RunFault(
        text_of(PAGE, swapped(r"(, coverage <span [^>]*>)0\.9", r"\g<1>0.8")),
        rf"{PAGE}, .*note [\w.-]+ <dd>: '0.8' is not 0.9",
        1,
    ),
    "range left out of a table": RunFault(
        text_of(PAGE, swapped(r"(>−\d+%</a>) \(<span data-range.*?\)</td>", r"\1</td>")),
        rf"{PAGE}, exhibit model_trade .*<td>: '−\d+%' stands without the range",
        1,
    ),
    "run in a note": RunFault(
        text_of(PAGE, swapped(r'(<code data-ref="run">)[0-9a-f]{12}', rf"\g<1>{'0' * 12}")),
        rf"{PAGE}, .*note [\w.-]+ <dd>: '0{{12}} \w+/\w+' is not the run held",
        1,
    ),
    "command in a note": RunFault(
        text_of(PAGE, swapped(r'(<code data-ref="replay">[^<]*--draws )\d', r"\g<1>9")),
        rf"{PAGE}, .*note [\w.-]+ <dd>: 'policywire run .* is not the replay held",
        1,
    ),
    "count of runs": RunFault(
        text_of(PAGE, swapped(r'(<span data-count="runs">)\d+', r"\g<1>17")),
        rf"{PAGE}, <dd>: '17' is not \d+",
        1,
    ),
    "end of a range in Markdown": RunFault(
        text_of(MARKDOWN, digit(r"(\| −\d+% \(−\d*)(\d)(% to )")),
        rf"{MARKDOWN}, line \d+: .* {END}",
        1,
    ),
    "coverage in a note in Markdown": RunFault(
        text_of(MARKDOWN, swapped(r", coverage 0\.9", ", coverage 0.5")),
        rf"{MARKDOWN}, line \d+ Range: '0.5' is not 0.9",
        1,
    ),
    "run in a note in Markdown": RunFault(
        text_of(MARKDOWN, swapped(r"(Run: `)[0-9a-f]{12}", rf"\g<1>{'0' * 12}")),
        rf"{MARKDOWN}, line \d+ Run: '0{{12}} .*is not the run held",
        1,
    ),
    "command in a note in Markdown": RunFault(
        text_of(MARKDOWN, swapped(r"(Run again: `[^`]*--draws )\d", r"\g<1>9")),
        rf"{MARKDOWN}, line \d+ Run again: .*is not the replay held",
        1,
    ),
    "cells of a table in Markdown": RunFault(
        text_of(MARKDOWN, exchanged(r"\| ([^|\n]*\[\^[^|\n]*) (?=\|)")),
        rf"{MARKDOWN}, line \d+: '' stands in '.*', and the record has '.*' in that cell",
        1,
    ),
    "end of a range in a picture": RunFault(
        text_of(
            "exhibits/model_exports.svg", digit(r'(<tspan data-range="[^"]+">−?\d+\.)(\d)(%<)')
        ),
        rf"exhibits/model_exports.svg, .* {END}",
        1,
    ),
    "whisker of a picture": RunFault(
        ends_of_picture, r"exhibits/model_exports.vl.json, layer \w+: .* no row has it there", 1
    ),
    "end of a range in a table file": RunFault(
        text_of("exhibits/model_world.csv", digit(r"(2026-11-22,-?\d+\.\d)(\d)(\d*,)")),
        r"exhibits/model_world.csv, line 2, low: .* in ones",
        1,
    ),
    "coverage in a table file": RunFault(
        text_of("exhibits/model_trade.csv", swapped(r",0\.9\n", ",0.5\n")),
        r"exhibits/model_trade.csv, line 2, level: '0.5' is not 0.9",
        1,
    ),
    # the record, one copy
    "run of a figure": RunFault(
        figure_of("duty_income_mx", another_run),
        "recompute: .*figure duty_income_mx: '0{12}' is no run on file",
        2,
    ),
    "region of an outcome": RunFault(
        figure_of("duty_exports_ca", another_region),
        r"recompute: .*figure duty_exports_ca: 'exports_pct/JPN' is of JPN, and the figure of Cana",
        2,
    ),
    "value under another region": RunFault(
        figure_of("duty_exports_mx", another_region),
        r"recompute: .*figure duty_exports_mx: '-\d+\.\d+' is -?\d.* in the run's file",
        2,
    ),
    "command of a figure": RunFault(
        figure_of("duty_income_ca", another_command),
        "recompute: .*figure duty_income_ca: 'policywire run .*--draws 3.* in the run's file",
        2,
    ),
    "coverage of a figure": RunFault(
        figure_of("border_exports_ca", lambda figure: figure["interval"].update(level=0.99)),
        r"recompute: .*figure border_exports_ca: .*'level': 0.99.* in the run's file",
        2,
    ),
    "value in record and page alike": RunFault(
        value_alike, r"recompute: .*figure answer_exports_ca: .* in the run's file", 3
    ),
    "print of a value in record and page alike": RunFault(
        value_alike,
        rf"{PAGE}, \w+ <td>: '−\d+\.\d%' is not −?-?[\d.]+, which the value rounds to",
        3,
    ),
    "run, value and range of another policy": RunFault(
        run_of_another_policy,
        "run: .*figure .*: 'Change in exports of Mexico .*' is the outcome of .* too",
        3,
    ),
    "outcome, value and range of another region": RunFault(
        region_of_another,
        "recompute: .*figure vehicles_income_mx: 'real_income_pct/CAN' is of CAN, and the figure o",
        3,
    ),
    # the files of runs, one copy
    "file of a run lost": RunFault(lose_run, r"recompute: .*: '[0-9a-f]{12}' is no run on file", 4),
    "file of a run altered": RunFault(
        alter_run, r"recompute: .*figure \w+: '-?\d+\.\d+' is -?\d+\.\d+ in the run's file", 4
    ),
    "ends of a range change places": RunFault(
        swap_ends, r"run: .*runs: '[0-9a-f]{12} exports_pct/CAN' has a range of \[", 4
    ),
    "file of a run under another name": RunFault(
        rename_run, r"run: .*runs: '[0-9a-f]{12}' is kept in the file of run f{12}", 4
    ),
    "file of a run that nothing rests on": RunFault(
        rename_run, "run: .*runs: 'f{12}' is a run on file that no figure rests on", 4
    ),
}
