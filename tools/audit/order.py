"""Order and place on a page: numbers of notes and sources, where links lead, marks of axes."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tools.audit.blocks import Problem
from tools.audit.edition import Edition
from tools.audit.figures import anchor
from tools.audit.page import Page
from tools.audit.periods import parse_words

__all__ = ["axis_problems", "hash_problems", "link_problems", "order_problems"]

_PIXELS = 1.5


def hash_problems(folder: Path, snapshot: Path, desks: Path) -> Iterator[Problem]:
    """Yield each file of the edition, or input at hand, that is not the one the manifest names."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    held = {path.name: path for path in snapshot.glob("*.parquet")}
    for desk in {path.parents[1] for path in desks.glob(f"*/briefs/{manifest['brief']}.yaml")}:
        held |= {path.relative_to(desk).as_posix(): path for path in desk.rglob("*.yaml")}
    files = {name: folder / name for name in manifest["files"]}
    inputs = {name: held[name] for name in manifest["inputs"] if name in held}
    for part, paths in (("files", files), ("inputs", inputs)):
        for name, path in paths.items():
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "absent"
            if digest != manifest[part][name]:
                yield Problem("hash", "manifest.json", part, name, "is not the file it names")


def order_problems(file: str, page: Page, edition: Edition) -> Iterator[Problem]:
    """Yield each figure whose note number is not the place of its note in the list."""
    places = {name: str(at) for at, name in enumerate(page.notes, start=1)}
    for figure, told in page.note_numbers:
        place = places.get(anchor(figure), "none")
        if told != place:
            why = f"is the note number of {figure}, whose note is number {place}"
            yield Problem("order", file, "data-note", told, why)
    doubled = {name for name in page.ids if page.ids.count(name) > 1} if _repeats(page) else set()
    for name in sorted(doubled):
        yield Problem("order", file, "id", name, "stands at two elements")


def _repeats(page: Page) -> bool:
    return len(set(page.ids)) != len(page.ids)


def link_problems(file: str, page: Page, edition: Edition) -> Iterator[Problem]:
    """Yield each link that leads nowhere on the page, or out to an address not on record."""
    ids = set(page.ids)
    for run, href in page.links:
        if href.startswith("#"):
            if href[1:] not in ids:
                yield Problem(
                    "missing", file, "link", href, f"leads nowhere ({run.kind} {run.ref})"
                )
        elif "://" in href and href not in edition.addresses:
            yield Problem("mismatch", file, "link", href, "is no address the record has")


def axis_problems(file: str, page: Page) -> Iterator[Problem]:
    """Yield each mark of an axis that does not stand where its value belongs."""
    for (exhibit, _), marks in page.axes.items():
        read = [(_value(text), x, y) for text, x, y in marks]
        if len(marks) < 3 or any(value is None for value, _, _ in read):
            continue
        along = 1 if len({x for _, x, _ in read}) > 1 else 2
        points = sorted((float(item[0] or 0), float(item[along] or 0)) for item in read)
        (low, start), (high, end) = points[0], points[-1]
        for (value, place), (text, _, _) in zip(points, _sorted(marks), strict=True):
            step = (value - low) / (high - low) if high != low else 0.0
            if abs(start + step * (end - start) - place) > _PIXELS or high == low:
                why = "does not stand where the axis has that value"
                yield Problem("mismatch", file, f"exhibit {exhibit}, axis", text, why)


def _sorted(marks: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    return sorted(marks, key=lambda mark: _value(mark[0]) or 0.0)


def _value(text: str) -> float | None:
    """Return what a mark of an axis stands for: a day's number, or a number."""
    span = parse_words(text)
    if span is not None:
        return float(span.start.toordinal())
    try:
        return float(text.replace(",", "").replace("−", "-").rstrip("%"))
    except ValueError:
        return None
