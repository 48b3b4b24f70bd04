"""Fields of the notes and sources of the Markdown edition: what each holds and what binds it."""

import re
from collections.abc import Iterator

from tools.audit.blocks import Run
from tools.audit.ranges import note_runs

__all__ = ["field_runs", "fields_of"]

_FIELD = re.compile(
    r"(?:^|; )(Value|Unit|Basis|Layer|Seasonal adjustment|Status|Vintage|In force from|Known from|"
    r"Stated|"
    r"Expression|Observations|Rule|Written in|Sources|License|Licence|Retrieved|File|Hash|"
    r"Read through a copy by|Range|Model|Run again|Run|Measure|Date): "
)
_KINDS = {
    "Value": ("exact", ""),
    "Unit": ("ref", "unit"),
    "Basis": ("ref", "basis"),
    "Layer": ("ref", "layer"),
    "Vintage": ("date", "vintage"),
    "In force from": ("date", "vintage"),
    "Known from": ("date", "vintage"),
    "Stated": ("date", "vintage"),
    "Expression": ("ref", "expression"),
    "Rule": ("ref", "rule"),
    "Observations": ("count", "observations"),
    "Model": ("ref", "model"),
    "Run": ("ref", "run"),
    "Run again": ("ref", "replay"),
    "Written in": ("ref", "citation"),
    "License": ("ref", "licence"),
    "Licence": ("ref", "licence"),
    "Retrieved": ("date", "retrieved"),
    "File": ("ref", "file"),
    "Hash": ("ref", "sha256"),
}
_MARK = re.compile(r"\[(\d+)\]")
_COPIED = re.compile(r"(.*), copied (.+)")


def fields_of(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the head of a note or source, and its fields."""
    marked = re.sub(r"\. (?=Value: |Measure: |Date: |Basis: )", "; ", text, count=1)
    found = list(_FIELD.finditer(marked))
    if not found:
        return text, []
    ends = [*(match.start() for match in found[1:]), len(marked)]
    return marked[: found[0].start()], [
        (match[1], marked[match.end() : end].rstrip().removesuffix("."))
        for match, end in zip(found, ends, strict=True)
    ]


def field_runs(name: str, text: str, figure: str) -> Iterator[Run]:
    """Yield the runs of one field of a note or source."""
    if name == "Sources":
        end = 0
        for match in _MARK.finditer(text):
            yield from (Run(text[end : match.start()]), Run(match[0], "mark", "source"))
            end = match.end()
        yield Run(text[end:])
    elif name == "Range":
        yield from note_runs(text, figure)
    elif name == "Read through a copy by" and (found := _COPIED.fullmatch(text)):
        yield from (Run(found[1], "ref", "via"), Run(", copied "), Run(found[2], "date", "copied"))
    elif name in _KINDS:
        kind, ref = _KINDS[name]
        yield Run(text, kind, ref or figure)
    else:
        yield Run(text)
