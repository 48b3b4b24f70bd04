"""``llm check``: whether an endpoint with a language model can be used."""

import typer
from rich.table import Table

from policywire.cli.group import PlainGroup
from policywire.cli.options import AsJson, Config, today
from policywire.cli.terminal import console, console_err, guarded, print_json

__all__ = ["llm"]

llm = typer.Typer(
    cls=PlainGroup, no_args_is_help=True, help="Language models: see whether one can be used."
)


@llm.callback()
def _root() -> None:
    """Language models: see whether one can be used."""


@llm.command(
    epilog="Example: POLICYWIRE_LLM_BASE_URL=http://127.0.0.1:8000/v1 POLICYWIRE_LLM_MODEL=qwen "
    "policywire llm check"
)
@guarded
def check(*, config: Config = None, as_json: AsJson = False) -> None:
    """Probe the endpoint of the settings, and say what it can do and what an article costs."""
    from policywire.newsroom import language

    with console_err.status("asking the endpoint"):
        report = language.probe_endpoint(config, today())
    if as_json:
        print_json(report.as_dict())
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for label, words in report.describe():
        table.add_row(label, words)
    console.print(table, markup=False, highlight=False)
