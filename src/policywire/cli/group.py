"""The group of commands: what Typer refuses is said in plain words."""

from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["PlainGroup"]

_PREFIX = "Value error, "  # what pydantic, which Typer reads choices with, puts before a reason


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
