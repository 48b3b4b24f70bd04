"""Lines: one JSON object a line, each a sentence with the table it speaks about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policywire.facts.errors import BadDocument

__all__ = ["TableLine", "read_line", "read_lines"]

_EXAMPLE = (
    '{"id": "1", "caption": "", "table": [["year", "value"], ["2024", "5"]], "sentence": "…"}'
)
_SCALES = frozenset(
    ("", "hundred", "thousand", "million", "billion", "trillion", "percent", "percentage points",
     "points", "basis points")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableLine:
    """A sentence and its table.

    Attributes
    ----------
    id : str or int
        Name of the line, as given.
    caption : str
        Title of the table.
    table : tuple of tuple of str
        Header and rows.
    sentence : str
        What is to be judged; may be empty where `figure` is given.
    derivation : str or None
        How the figure is worked out, for the bound check.
    scale : str
        What the derivation's amounts are counted in.
    figure : str
        The figure alone, where the sentence holds several.
    """

    id: str | int
    caption: str
    table: tuple[tuple[str, ...], ...]
    sentence: str
    derivation: str | None = None
    scale: str = ""
    figure: str = ""


def _refuse(where: str, field: str, what: str) -> BadDocument:
    return BadDocument(f"{where}, field '{field}': {what}. A line reads as {_EXAMPLE}")


def _scalar(value: object, where: str, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        try:
            return str(value)
        except ValueError as error:  # Python prints no whole number of more than 4,300 digits
            raise _refuse(where, field, "a number of more than 4,300 digits") from error
    raise _refuse(where, field, f"a text or a number is wanted, not a {type(value).__name__}")


def _table(value: object, where: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise _refuse(where, "table", "a list of rows is wanted, the header first")
    return tuple(
        tuple(_scalar(cell, where, f"table[{r}][{c}]") for c, cell in enumerate(row))
        for r, row in enumerate(value)
    )


def read_line(line: Mapping[str, object], where: str = "The line") -> TableLine:
    """Read one object.

    Parameters
    ----------
    line : mapping
        With ``table`` and ``sentence``; ``id``, ``caption``, ``derivation``, ``scale``,
        ``figure`` (or ``answer``) where there are any. Other fields are left alone.
    where : str
        What an error calls it.

    Returns
    -------
    TableLine
        The same, checked.
    """
    if not isinstance(line, Mapping):
        raise BadDocument(f"{where}: a JSON object is wanted. A line reads as {_EXAMPLE}")
    if "table" not in line and not line.get("derivation"):
        raise _refuse(where, "table", "it is missing")
    texts = {
        field: _scalar(line.get(field), where, field)
        for field in ("id", "caption", "sentence", "derivation", "scale", "figure", "answer")
    }
    scale = " ".join(texts["scale"].casefold().replace("%", "percent").split())
    if scale.removesuffix("s") not in _SCALES and scale not in _SCALES:
        raise _refuse(where, "scale", f"'{scale[:40]}' is none of {', '.join(sorted(_SCALES))}")
    figure = texts["figure"] or texts["answer"]
    if not texts["sentence"].strip() and not figure:
        raise _refuse(where, "sentence", "it is missing or empty")
    given = line.get("id")
    return TableLine(
        id=given if isinstance(given, int) else texts["id"],
        caption=texts["caption"],
        table=_table(line.get("table", []), where),
        sentence=texts["sentence"],
        derivation=texts["derivation"].strip() or None,
        scale=scale if scale in _SCALES else scale.removesuffix("s"),
        figure=figure,
    )


def _object(raw: bytes, where: str) -> dict[str, object]:
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadDocument(
            f"{where}: the bytes are no UTF-8 text. Save the file as UTF-8."
        ) from error
    except RecursionError as error:
        raise BadDocument(f"{where}: the JSON is nested too deeply to be a table.") from error
    except ValueError as error:
        raise BadDocument(f"{where}: this is no JSON object ({error}).") from error
    if not isinstance(value, dict):
        raise BadDocument(f"{where}: a JSON object is wanted. A line reads as {_EXAMPLE}")
    return value


def read_lines(path: Path) -> tuple[dict[str, object], ...]:
    """Read a file of lines, each checked; blank ones are passed over.

    Parameters
    ----------
    path : Path
        A JSONL file, UTF-8.

    Returns
    -------
    tuple of dict
        The lines in order; one without an ``id`` gets its number.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise BadDocument(f"The file '{path}' cannot be read: {reason}.") from error
    found = []
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if raw.strip():
            where = f"{path.name}, line {number}"
            line = _object(raw, where)
            read_line(line, where)
            found.append({**line, "id": line["id"] if line.get("id") is not None else number})
    return tuple(found)
