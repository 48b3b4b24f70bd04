"""The group of commands: help as a reader expects it, and refusals in plain words."""

from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.core import TyperGroup

__all__ = ["PlainGroup", "plain_help"]

_PREFIX = "Value error, "  # what pydantic, which Typer reads choices with, puts before a reason
_TAKES: dict[type, str] = {bool: "", str: "TEXT", int: "NUMBER", float: "NUMBER"}


class PlainGroup(TyperGroup):
    """A group whose messages on wrong use begin with the reason."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command, its refusals without the words of the library that reads arguments.

        Raises
        ------
        typer.BadParameter
            As Typer raises it.
        """
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(_PREFIX)
            raise

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, its help put in plain words."""
        command = super().get_command(ctx, cmd_name)
        return None if command is None else plain_help(command, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the group's own help."""
        plain_help(self, ctx)
        super().format_help(ctx, formatter)


def plain_help(command: Any, ctx: Any) -> Any:
    """Give each example of a command a line of its own, and its options no Python types.

    Typer writes ``<bool>`` beside a flag, which takes nothing, and ``<list[str]>`` beside what
    can be repeated.
    """
    if command.epilog and "\n" not in command.epilog:
        head, _, examples = command.epilog.partition(": ")
        if head in {"Example", "Examples"}:
            command.epilog = "\n\n".join((f"{head}:", *examples.split(" · ")))
    for item in command.get_params(ctx):
        if item.metavar is None and item.param_type_name == "argument":
            item.metavar = str(item.name).upper()
        elif item.metavar is None and not item.type_descriptor.is_choice:
            item.metavar = _takes(item.type_descriptor)
    return command


def _takes(kind: Any) -> str | None:
    """Return what an option takes, in a word; None where Typer knows better."""
    annotation: Any = getattr(kind, "annotation", None)
    if get_origin(annotation) is list:
        (annotation,) = get_args(annotation)
    if not isinstance(annotation, type):
        return None
    return "PATH" if issubclass(annotation, Path) else _TAKES.get(annotation)
