"""``write``: a brief as an edition."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from policywire import newsroom
from policywire.cli.fed import fed_day
from policywire.cli.options import AsJson, AsOf, Config, StoreFolder, day_of, today
from policywire.cli.terminal import console, guarded, print_json, steps
from policywire.facts.errors import WrongUse

__all__ = ["write"]

_OUT = Path("out")
WriterName = Literal["plain", "model"]
AudienceName = Literal["general", "professional"]

Named = Annotated[str, typer.Argument(help="Which brief; `policywire briefs` lists them.")]
Out = Annotated[Path, typer.Option(help="Folder the edition's own folder is made in.")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="html, markdown or json; repeat for several. All by default."),
]
ForWhom = Annotated[
    AudienceName | None, typer.Option(help="For whom; as the brief says by default.")
]
Writer = Annotated[
    WriterName | None,
    typer.Option(help="plain, or model; as the settings say by default, which is plain."),
]
Replies = Annotated[
    Path | None,
    typer.Option(help="Folder of the model's replies; OUT/BRIEF.replies by default."),
]
Replay = Annotated[
    bool, typer.Option("--replay", help="Use stored replies alone and call no model.")
]
Meeting = Annotated[str, typer.Option(metavar="DATE", help="The decision a Fed brief is about.")]
PathText = Annotated[
    str, typer.Option(help="The path a Fed brief is about: q0:-25,q1:-50, or DAY:BP.")
]
Statement = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Text of the meeting's statement.")
]
Before = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Text of the statement before it.")
]

Solve = Annotated[
    bool, typer.Option("--solve", help="Solve the model runs again, though they are kept.")
]


@guarded
def write(
    brief: Named,
    *,
    as_of: AsOf = "",
    out: Out = _OUT,
    formats: Formats = None,
    audience: ForWhom = None,
    writer: Writer = None,
    replies: Replies = None,
    replay: Replay = False,
    meeting: Meeting = "",
    path: PathText = "",
    statement: Statement = None,
    before: Before = None,
    solve: Solve = False,
    config: Config = None,
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Write a brief: page, Markdown, JSON, exhibits, audit and manifest."""
    if replay and writer == "plain":
        raise WrongUse("--replay rebuilds an article a model wrote; leave --writer plain out.")
    chosen = "model" if replay else writer or ""
    day = fed_day(meeting, "--meeting") if meeting else None
    told = newsroom.Told(day, path, statement, before)
    words = (audience or "", chosen, config, replies, replay, today(), told)
    writing = newsroom.Writing(*words, solve)
    with steps(as_json) as tell:
        made = newsroom.write_edition(
            brief,
            out,
            as_of=day_of(as_of),
            formats=tuple(formats or ()),
            store=store,
            writing=writing,
            progress=tell,
        )
    if as_json:
        print_json(made)
    else:
        _show(made)


def _show(made: dict[str, Any]) -> None:
    """Print the headline, what was checked, who wrote it and where it lies."""
    console.print(made["headline"], style="bold", highlight=False, markup=False)
    console.print(
        f"{made['figures']} figures in the text, all bound; {made['checked']} lines checked, "
        f"{made['struck']} struck; data as of {made['data_as_of']}.",
        highlight=False,
    )
    if made["model"]:
        console.print(f"Written by: {made['writer']}.", highlight=False, markup=False)
    place = f"Read it: {made['page']}"
    console.print(place, highlight=False, soft_wrap=True, markup=False)
