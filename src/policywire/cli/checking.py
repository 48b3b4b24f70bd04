"""``check`` and ``verify-tables``: what is right and wrong with what somebody else wrote.

What reads free text is imported where it is used, so that other commands start without it.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from policywire import __version__
from policywire.cli.options import AsJson, AsOf, StoreFolder, day_of
from policywire.cli.terminal import console, guarded, print_json, print_json_lines, printable
from policywire.facts.errors import WrongUse

__all__ = ["check", "verify_tables"]

Kind = Literal["auto", "text", "markdown", "html"]
_STDIN = "-"
_MOST = 64_000_000  # bytes read of a file; far more than is looked at


@guarded
def check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The article, or - for standard input.")
    ],
    *,
    kind: Annotated[
        Kind, typer.Option(help="How to read it; by suffix and content by default.")
    ] = "auto",
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the report as a page to this file.")
    ] = None,
    as_of: AsOf = "",
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Check an article: each claim against the evidence held, and how the whole goes about it.

    Exit code 0 when the article could be read, whatever the verdicts.
    """
    from policywire.newsroom import checks
    from policywire.press.file import check_report_place, write_report
    from policywire.press.report import render_report
    from policywire.press.report_terminal import terminal_report

    if html:
        check_report_place(html)
        if file != _STDIN and html.resolve() == Path(file).resolve():
            raise WrongUse("--html names the article itself. Name another file for the report.")
    data, name = _read(file)
    report = checks.check_article(data, name, kind, as_of=day_of(as_of), store=store)
    if html:
        write_report(html, render_report(report, __version__))
    if as_json:
        print_json(report.as_json())
        return
    console.print(terminal_report(report))
    if html:
        place = f"The report as a page: {html.absolute()}"
        console.print(place, highlight=False, soft_wrap=True, markup=False)


def _read(file: str) -> tuple[bytes, str]:
    """Return the bytes of a file or of standard input, and what to call them."""
    if file == _STDIN:
        return sys.stdin.buffer.read(_MOST), "standard input"
    path = Path(file)
    if path.is_dir():
        raise WrongUse(f"{file} is a folder. Name the file of an article, or - for standard input.")
    with path.open("rb") as opened:
        return opened.read(_MOST), printable(path.name)


@guarded
def verify_tables(
    file: Annotated[
        Path, typer.Argument(help="One JSON object a line: id, caption, table, sentence.")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Say of each sentence whether its table supports it; bound where a derivation is given."""
    from policywire.newsroom import checks

    verdicts = checks.judge_tables(file)
    if as_json:
        print_json_lines(asdict(verdict) for verdict in verdicts)
        return
    for verdict in verdicts:
        console.print(
            printable(
                f"{verdict.id}: {verdict.verdict.value} ({verdict.confidence:.2f}) {verdict.note}"
            ).replace("\n", " "),
            markup=False,
            highlight=False,
        )
