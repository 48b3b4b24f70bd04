"""``fed diff``, ``fed stance`` and ``fed train-stance``: statements given as files."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policywire.cli.fed_text import show_difference
from policywire.cli.law import line
from policywire.cli.options import AsJson
from policywire.cli.terminal import guarded, print_json
from policywire.facts.errors import BadArticle, WrongUse

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["diff", "room", "stance", "train"]

_LARGEST_TEXT = 200_000  # bytes; a statement has five thousand


@guarded
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="The earlier statement: a file, or -.")],
    new: Annotated[str, typer.Argument(metavar="B", help="The later statement: a file, or -.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Set two statements side by side: roles, ranges, votes, dissents."""
    if old == new == "-":
        raise WrongUse("Only one of the two statements can come from standard input.")
    found = room("statements").difference(_text(old), _text(new), (_name(old), _name(new)))
    if as_json:
        print_json(found)
    else:
        show_difference(found)


@guarded
def stance(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A statement's text, or - .")],
    *,
    as_json: AsJson = False,
) -> None:
    """Label each sentence hawkish, dovish or neutral by word rules, with the words found."""
    found = room("statements").stance(_text(file), _name(file))
    if as_json:
        print_json(found)
        return
    for one in found["sentences"]:
        words = "; ".join(f"{hit['words']} ({hit['weight']:+g})" for hit in one["evidence"])
        line(f"{one['label']:8} {one['score']:+.1f}  {one['text']}")
        if words:
            line(f"         {words}", dim=True)
    line(
        f"Balance {found['balance']:+.2f}: {found['hawkish']} hawkish, {found['dovish']} dovish, "
        f"{found['neutral']} neutral. {found['note']}"
    )


@guarded
def train(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV: sentence, label.")],
    *,
    folds: Annotated[int, typer.Option(min=2, help="Parts of the held-out score.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Repeats the parts.")] = 0,
    on: Annotated[
        str, typer.Option(metavar="STATEMENT", help="Label this statement with it: a file, or -.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Fit a stance classifier on labels of your own, and say how it does on unseen ones."""
    given = (_text(on), _name(on)) if on else None
    found = room("statements").train(file, folds, seed, given)
    if as_json:
        print_json(found)
        return
    line(
        f"Weighted F1 {found['f1']:.3f} over {found['folds']} held-out parts of "
        f"{found['sentences']} sentences, {found['features']}; the word rules alone "
        f"{found['rules_f1']:.3f}."
    )
    for one in found["labelled"]:
        line(f"{one['label']:8} (rules {one['by_rules']:8}) {one['text']}")


def room(name: str = "money") -> "ModuleType":
    """Return a module of the newsroom, the algebra library held to one thread."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return import_module(f"policywire.newsroom.{name}")


def _text(place: str) -> bytes:
    """Return what a file or standard input holds."""
    if place == "-":
        content = sys.stdin.buffer.read(_LARGEST_TEXT + 1)
    else:
        with Path(place).open("rb") as file:
            content = file.read(_LARGEST_TEXT + 1)
    if len(content) > _LARGEST_TEXT:
        raise BadArticle(f"{_name(place)} is over 200 kB; a statement has a few pages. Cut it out.")
    return content


def _name(place: str) -> str:
    return "standard input" if place == "-" else Path(place).name
