"""Write docs/reference/cli.md from the commands themselves. Run it after changing cli.py."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from policywire.cli import app

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "cli.md"

_HEAD = """\
# The command line

Written by `tools/make_cli_reference.py` from the commands themselves. Do not edit it here.

`policywire --help` lists the commands, `policywire COMMAND --help` the options of one.
`policywire --version` prints the version.

## What holds for every command

- **Exit codes.** 0: done. 1: the work could not be done; the message says what is held and what
  to do. 2: wrong use. [errors.md](errors.md) lists every error.
- **Results and progress.** Results go to standard output; progress and errors go to standard
  error. A pipe therefore gets results only.
- **`--json`** prints one JSON document, with nothing else on standard output. Dates are ISO dates,
  periods are texts such as `2024-07`.
- **`--as-of DATE`** sets where the reader stands. Nothing said after that day is used. The newest
  vintage held is the default. See [how time works](../explain/how-time-works.md).
- **`--store FOLDER`** reads a store made by `collect`. The snapshot inside the package is the
  default. See [the store](../explain/the-store.md).
- **Network.** No command uses it, but for `llm check` and `write --writer model`, which ask the
  one server you name. See [use a language model](../do/use-a-language-model.md).
"""

# What the help of a command has no room for.
_MORE = {
    "write": """\
Makes one folder inside `--out`, named like the brief: the [edition](edition.md). It holds the page
(`index.html`, one self-contained file), `article.md`, `article.json`, the exhibits, `audit.json`
and `manifest.json`. Exhibits, audit and manifest come with every format. Two runs on the same
evidence give the same bytes.

A [brief that serves many cases](briefs.md#cases) is told which: `--meeting` names a decision of the
Federal Open Market Committee, the newest held otherwise; `--path` a path of the funds rate;
`--statement` and `--before` the texts of two statements, compared sentence by sentence. A brief
that takes none of these refuses them.

An edition that stands there is replaced in one step. A folder that holds anything else, or cannot
be written to, is refused, and nothing half-written is left.

The command fails with code 1 when a figure cannot be computed, when a line that may not be left out
does not stand, or when nothing is held as of `--as-of`. A body sentence that does not stand is left
out, counted as struck, and listed at the end of the page.

`--writer model` has a [language model](../do/use-a-language-model.md) draft paragraphs. Its replies
are stored in `--replies` as they come; `--replay` writes the article again from them, byte for
byte, with no call. `--audience general` explains terms on first use and leaves out blocks meant for
specialists; the figures are the same.

JSON: an object with `headline`, `folder`, `page`, `figures` (how many, all bound), `checked`,
`struck`, `writer`, `model` (null, or name, size and what it did for each paragraph), `as_of`,
`data_as_of` and `files` (path to sha256).""",
    "check": """\
Reads text, Markdown or HTML, finds what it claims, and holds each claim against the evidence; then
it says how the article goes about it: causes, dates, sources, forecasts, stale statements, remit.
Nothing in the article is run, fetched or obeyed. [Check an article](../do/check-an-article.md)
walks through a report; [how a check works](../explain/check.md) says what each verdict means.

JSON: an object with `claims` (each `text`, `verdict`, `figures`, `ours`, `note`), `findings` (each
`rule`, `text`, `note`) and `as_of`. A verdict is `supported`, `wrong period`, `wrong place`,
`contradicted`, `no evidence`, `not checkable` or `broken`. Exit code 0 when the article could be
read, whatever the verdicts.""",
    "verify-tables": """\
Each line is an object with `id`, `caption`, `table` (rows of cells, the header first) and
`sentence`. With `derivation` and `scale` the figure of the sentence is checked against the
arithmetic. [Tables](../explain/tables.md) says how, and how often it is right.

JSON: one object a line, with `id`, `verdict` (`supported`, `refuted`, `unsure`), `lean` (the
likelier of the two), `confidence` (that the lean is right), `note` and `reading`.""",
    "llm check": """\
Asks the server of the [settings](settings.md) a few short questions: is a schema kept, can thinking
be turned off, are limits kept, is usage reported, how long a prompt arrives whole, how fast it
writes. Costs a few thousand tokens, within the caps. Exit code 0 when the probe could be made,
whatever it found.

JSON: an object with what was found, the estimates per article, `fit` and `verdict`.""",
    "run": """\
Reads a [scenario](../do/write-a-scenario.md), solves it on its
[baseline](../do/bring-your-own-baseline.md), and says how sure the answer is. On the screen: real
income, exports and imports with their ranges (over draws where there are any, else over the
baseline's elasticity sets), the exact parts of real income beside the first-order effects of the
paper, the certificate, and the command that repeats the run. [The trade
model](../learn/trade-model.md) walks through it.

`--out` makes one folder, named like the scenario, with `run.json`, `outcomes.csv`, `parts.csv`,
exhibits and `manifest.json`. It appears whole or not at all. A run that stands there is replaced;
a folder that holds anything else is refused.

JSON: an object with `run_id`, `scenario`, `baseline`, `closure`, `elasticities`, `changes`,
`certificate` (`residual`, `iterations`, `seconds`, `method`, `tried`, `inputs`, `replay`); by
region `real_income_pct`, `first_order_welfare_pct`, `real_wage_pct`, `terms_of_trade_pct` and
`volume_of_trade_pct` (parts of the first-order number), `exports_pct`, `imports_pct`, `cpi_pct`,
`revenue_change`, `revenue_share_points`; `bilateral_imports_pct` by importer and exporter;
`sector_output_pct` by region and sector; with `--draws` `interval`, with `--parts`
`decomposition` and `elasticity_sets`; `sources` and `notes`.""",
    "scenarios": "JSON: a list of objects with `scenario`, `title`, `baseline` and `why`.",
    "explain-models": """\
Solves one scenario in five models, under four closures, at every elasticity set, and moves one
assumption at a time. [Why models differ](../explain/why-models-differ.md) reads the answer.
`--out` makes the folder `SCENARIO-models` with JSON, `models.csv`, `tornado.csv` and exhibits.

JSON: an object with `run_id`, `scenario`, `baseline`, `closure`, `elasticities`, `residual`,
`replay`, `models`, `by_model`, `by_closure`, `by_elasticities` (column, outcome, region),
`tornado` (outcome, region, bars) and `left_out`.""",
    "play": """\
One player: its optimal tariff, or, with `--against`, its best answer to a scenario's policy. Two
to five: tariffs from which none gains by leaving (Nash). Every answer was held against deviations
of each player along lines over all the rates allowed; a point that only looks like one is
refused.

JSON: an object with `run_id`, `baseline`, `closure`, `aim`, `sectors`, `tariff_pct` (player,
target), `real_income_pct`, `gain_from_leaving_points`, `at_bound`, `deviations`, `rounds`,
`solves` and `residual`.""",
    "rate": """\
Sums what the measures in force lay on goods of one place and number, each with its heading and
act. What another measure displaces is listed beside, and so is every fact that would have to be
told. [Ask the duty](../do/ask-the-duty.md) reads an answer.

JSON: an object with `date`, `origin`, `number`, `level`, `rate` (a share), `range`, `layer`,
`rows` (each `authority`, `programme`, `measure`, `heading`, `rate`, `basis`, `citation`, `href`,
`footing`, `note`), `displaced` (each also `left` and `why`), `lines`, `complete`, `not_computed`,
`assumed`, `known_to` and `caution`.""",
    "origin": """\
JSON: an object with `good`, `date`, `originating` (null where a rule or an amount is not held),
`why`, `vnm` (value of non-originating materials), `rvc` (`TV` and `NC`, percent) and `steps`,
each with `what`, `paragraph` and `passed`.""",
    "cases": """\
JSON: an object with the counts `pass`, `fail` and `waits`, and `cases`: each `id`, `topic`,
`status`, `found` and `why`.""",
    "law": """\
JSON: by day, an object with `date`, `known_to`, `review` (`status`, `since`, `term_ends`,
`next_review`, `leaves`, `rests_on`, `clocks`) and `measures` (each `measure`, `authority`,
`rate`, `basis`, `places`, `usmca`, `heading`, `title`, `citation`, `footing`, `note`). With
`--changes-since`, a list of objects with `day`, `measure`, `what`, `rate`, `before`, `title` and
`citation`. With `--layers`, a list with `place`, `month`, `without`, `within`, `modelled`,
`range`, `use`, `collected` and `ratio`.""",
    "claims": """\
[Who claims](../explain/who-claims.md) says what is behind it.

JSON: the run as an edition keeps it: `run_id`, `model`, `version`, `title`, `replay`, `period`,
`vintage`, `sources`, `names` and `outcomes`, each with `value`, `unit`, `low`, `high` and `level`
or `over`, by key: `claimed_pct/MEX/C29/before`, `left_points/MEX/hs87`.""",
    "compare-sites": """\
[Compare sites](../do/compare-sites.md) reads an answer.

JSON: an object with `title`, `hts`, `date`, `known_to`, `unit`, `cheapest`, `note` and `sites`:
each `site`, `origin`, `works`, `freight`, `duty`, `fee`, `stock`, `risk`, `total`,
`safety_weeks`, `rate`, `rows`, `not_computed`, `breakeven_duty` (by site) and `weakest`.""",
    "wait": """\
[The value of waiting](../do/value-of-waiting.md) reads an answer.

JSON: an object with what was given (`margin`, `rate`, `growth`, `kept`, `years`, and `reviews`
where no day is), `breakeven_odds`, and with `--threat` `threat`: each `odds`, `equivalent` and
`entry`. With `--table`, the run as an edition keeps it, by key: `next/margin15/keeps40`.""",
    "fed": """\
A surprise is that of the 30 minutes around the announcement. `quality` says how well it is known:
`tick`; `tick-partial`, where some futures did not trade and the size is understated; `2y-daily`,
the day's two-year yield alone, which tells a direction and no size; `unknown`.

JSON: an object with `decisions`, each with `date`, `lower`, `upper`, `move_bp`, `votes_for`,
`votes_against`, `dissents`, `scheduled`, `quality`, `surprise_bp` with its parts `policy_bp` and
`information_bp`, `direction`, `expected`, `two_year_bp`, `flags` and `citation`.""",
    "fed respond": """\
A move of the rate is no surprise by itself: what was expected was in prices before. So the
command asks for the part that was not priced in (`--surprise-bp`), a decision whose surprise is
held (`--meeting`), or a path of the funds rate against baseline (`--path`). It answers with asset
prices within half an hour, with months (a proxy-SVAR, two instruments) and with quarters (FRB/US,
two kinds of expectations), each beside its range. Where a decision's surprise is not known no
size is given, and the reason is.

JSON: an object with what was asked (`surprise_bp`, `sample`, `shock`; or `meeting`, `why` and
`direction`; `path_points` of a path) and `responses`, each with `variable`, `horizon`,
`estimate`, `low`, `high`, `level` (coverage as a share; null for a range over baselines), `unit`,
`method`, `sample`, `n`, `f`, `r2`, `source` and `flags`; `lowest` and `highest` (when any one
event is left out), `robust_low` and `robust_high` (a set that holds for weak instruments).""",
    "fed diff": """\
Aligns two statements sentence by sentence. On the screen `+` is inserted, `-` struck, `~`
reworded and `>` moved; inside a sentence `{+…+}` and `[-…-]` show the words.

JSON: an object with `old`, `new`, `ranges`, `votes`, `dissents`, `share_kept` and `roles`: for
each part of the statement its changes, with `kind`, `old`, `new` and `words`.""",
    "fed rules": """\
Taylor (1993), the balanced approach, its inertial form and first differences, each beside the
midpoint of the range. Every input is shown with its source and its age. Data are the newest held
of months known by the day, not those of the day; a line says so. An input that is not held is
named, and the rules that want it are left out; the others answer.

JSON: an object with `date`, `range`, `since`, `inputs` (name to `value`, `of`, `source`), `rules`
(each `rule`, `rate`, `formula`, `below_zero`, `less_midpoint`), `missing` (each `input`, `why` and
the `rules` left out) and `flags`.""",
    "fed push": """\
Takes the rise of core prices from a run of the trade model (`--scenario`), from a size somebody
published (`--percent`, `--end`), or from a duty, the share of consumption that bears it and how
much of it reaches prices (`--rate`, `--import-share`, `--pass-through`). FRB/US answers under
three rules: inertial, Taylor, and one that looks through the push.

JSON: an object with `run_id`, `title`, `replay`, `source_run`, `push`, `over` and `rules`: rule
to variable to `value` furthest from zero, `unit`, `low`, `high`, `quarter` and `path`.""",
    "fed stance": """\
JSON: an object with `name`, `sentences` (each `text`, `label`, `score`, `evidence`), `balance`,
`hawkish`, `dovish`, `neutral` and `note`.""",
    "fed train-stance": """\
Needs scikit-learn. Labels are `hawkish`, `dovish` and `neutral`. The score is that of sentences
held out, beside that of the word rules alone on the same ones.

JSON: an object with `f1`, `folds`, `sentences`, `features` and `rules_f1`.""",
    "briefs": """\
JSON: a list of objects with `brief`, `desk` and `question`; `needs` and `takes` list the options of
`write` that a brief must and may be told.""",
    "desks": "JSON: a list of objects with `desk`, `title`, `remit` and `audience`.",
    "series": """\
Searches keys and titles, without regard to case. In the query `%` stands for any run of
characters and `_` for any one. `held` is the first and last period and, in brackets, how many
there are; `vintages` is the oldest and newest day a value was said.

JSON: a list of objects with `key`, `title`, `unit`, `publisher`, `held` and `vintages`.""",
    "show": """\
Without `--period` the last 24 observations are shown, and how many were left out. With it, all
observations inside the period are; a period that ends after the last observation held is refused,
and the message names the last one held. The trail below the table names each document the values
were read from.

JSON: an object with `key`, `title`, `unit`, `basis`, `adjustment`, `note`, `held` (all periods
held), `left_out` (how many values are not in `rows`), `rows` (each with `period`, `value`,
`vintage` and `status`) and `trail`.""",
    "collect": """\
Reads one sub-folder for each layout that ships (see
[fill a store](../do/fill-a-store.md)); all of them must be there, or those named with `--only`.
Either everything is filed or nothing is. Filing the same folder twice adds nothing.

JSON: an object with `read`, `new` and `store`.""",
    "freeze": """\
Writes three Parquet files and `manifest.json`. The same store, catalogue and DuckDB give the same
bytes.

JSON: an object with `format`, `as_of`, `series`, `observations`, `documents`, `duckdb`, `sha256`
and `bytes`.""",
}


def cli_reference() -> str:
    """Return the page, as Markdown."""
    group: Any = typer.main.get_command(app)
    lines = [_HEAD]
    for name, command in _commands(group):
        lines += _command(name, command)
    return "\n".join(lines)


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each command with its whole name, those of a group after it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{before}{name}", command
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _command(name: str, command: Any) -> Iterator[str]:
    options = [item for item in command.params if item.opts[0].startswith("-")]
    arguments = [item for item in command.params if item not in options]
    yield f"## `policywire {name}`"
    yield ""
    yield str(command.help)
    yield ""
    yield f"    policywire {name}{_usage(arguments)} [OPTIONS]"
    yield ""
    yield from _table("argument", arguments, command)
    yield from _table("option", options, command)
    yield from _examples(str(command.epilog or ""))
    yield _MORE.get(name, "")
    yield ""


def _usage(arguments: list[Any]) -> str:
    names = [_named(item) for item in arguments]
    return "".join(
        f" {name}" if item.required else f" [{name}]"
        for item, name in zip(arguments, names, strict=True)
    )


def _named(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _table(what: str, items: list[Any], command: Any) -> Iterator[str]:
    if not items:
        return
    yield f"| {what} | takes | default | what it does |"
    yield "|---|---|---|---|"
    for item in items:
        name = _named(item) if what == "argument" else ", ".join(item.opts)
        yield f"| `{name}` | {_takes(item, command)} | {_default(item)} | {item.help} |"
    yield ""


def _takes(item: Any, command: Any) -> str:
    if getattr(item, "is_flag", False):
        return "nothing"
    annotation = str(inspect.signature(command.callback).parameters[item.name].annotation)
    is_file = item.name in ("file", "html", "config")
    kind = ("file" if is_file else "folder") if "Path" in annotation else "text"
    word = str(item.metavar or kind).lower()
    return f"{word}, repeatable" if item.multiple else word


def _default(item: Any) -> str:
    if item.required:
        return "must be given"
    return f"`{item.default}`" if item.default not in (None, "", False) else ""


def _examples(epilog: str) -> Iterator[str]:
    """Yield the examples of an epilog, ``Examples: one · two``, as code."""
    _, _, examples = epilog.partition(": ")
    yield from (f"    {example}" for example in examples.split(" · ") if example)
    yield ""


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(cli_reference(), encoding="utf-8")
    print(f"Wrote docs/reference/{PAGE.name}.")


if __name__ == "__main__":
    main()
