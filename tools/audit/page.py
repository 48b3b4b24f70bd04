"""The page and the pictures, read with the standard library's parser into blocks of runs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html.parser import HTMLParser

from tools.audit.blocks import Block, Run, Scope

__all__ = ["Element", "Page", "read_page"]

_KINDS: tuple[str, ...] = (
    "figure",
    "exact",
    "period",
    "direction",
    "comparison",
    "phrase",
    "range",
    "event",
    "name",
    "date",
    "count",
    "label",
    "quote",
)
_KINDS += ("mark", "ref", "scale")
_INLINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "tspan"}
_INLINE |= {"cite", "q", "s", "time", "u", "wbr", "br"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_VOID |= {"track", "wbr"}
_SPOKEN: tuple[str, ...] = (
    "title",
    "alt",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "placeholder",
)
_SPOKEN += ("label", "summary")
_UNSEEN_META = {"viewport", "color-scheme", "theme-color"}
_CSS_CONTENT = re.compile(r"content:\s*([^;}]*)")
_CSS_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass(slots=True)
class Element:
    """An open element: what its marks bind, and what part of the page it is."""

    tag: str
    attributes: dict[str, str]
    run: Run
    scope: Scope
    hidden: bool = False


@dataclass(slots=True)
class Page:
    """A page as read: its blocks, its links, and the order of its notes and sources."""

    blocks: list[Block] = field(default_factory=list)
    links: list[tuple[Run, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    note_numbers: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    axes: dict[tuple[str, int], list[tuple[str, float, float]]] = field(default_factory=dict)


@lru_cache(maxsize=64)
def read_page(file: str, text: str, exhibit: str = "") -> Page:
    """Return a page, or a picture of an exhibit, as blocks."""
    reader = _Reader(file, Scope(exhibit=exhibit))
    reader.feed(text)
    reader.close()
    reader.flush("end")
    return reader.page


class _Reader(HTMLParser):
    """Collects blocks; the runs of a block end where an element that is not inline begins."""

    def __init__(self, file: str, scope: Scope) -> None:
        super().__init__(convert_charrefs=True)
        self.file, self.page = file, Page()
        self._stack = [Element("", {}, Run(""), scope)]
        self._runs: list[Run] = []
        self._field = self._row = self._series = self._caption = ""
        self._columns: list[str] = []
        self._cell = self._group = 0

    # --------------------------------------------------------------- elements

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; note what its marks bind and what its attributes say aloud."""
        found = {name: value or "" for name, value in attrs}
        if tag not in _INLINE:
            self.flush(tag)
        elif tag == "tspan" and "dy" in _names(attrs):
            self._runs.append(Run(" "))  # a label's next line
        parent = self._stack[-1]
        kind = next((name for name in _KINDS if f"data-{name}" in found), "")
        run = Run("", kind, found.get(f"data-{kind}", ""), found.get("href", ""))
        if not kind:
            run = replace(parent.run, href=found.get("href", "") or parent.run.href)
        element = Element(tag, found, run, self._scoped(tag, found, parent.scope))
        element.hidden = parent.hidden or tag in ("style", "script", "template")
        self._note_place(element)
        self.page.blocks.extend(self._spoken(element))
        if tag not in _VOID:
            self._stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all left open inside it."""
        if tag not in _INLINE:
            self.flush(tag)
        for at in range(len(self._stack) - 1, 0, -1):
            if self._stack[at].tag == tag:
                del self._stack[at:]
                return

    def handle_data(self, data: str) -> None:
        """Take text; that of scripts and styles is read for what it shows."""
        element = self._stack[-1]
        if not element.hidden:
            self._runs.append(replace(element.run, text=data))
        elif element.attributes.get("type") == "application/ld+json":
            self.page.blocks.extend(self._linked_data(json.loads(data), "JSON-LD"))
        elif element.tag == "style":
            self.page.blocks.extend(self._styled(data))

    def flush(self, tag: str) -> None:
        """End the block of runs read so far."""
        runs, self._runs = tuple(self._runs), []
        text = "".join(run.text for run in runs).strip()
        if not text:
            return
        element = self._stack[-1]
        scope = self._placed(element.tag, text, element.scope)
        block = Block(self.file, self._where(element), _trimmed(runs), scope)
        self.page.blocks.append(block)

    # --------------------------------------------------------------- where a block stands

    def _scoped(self, tag: str, found: dict[str, str], scope: Scope) -> Scope:
        name = found.get("id", "")
        if name.startswith("note-"):
            scope = replace(scope, note=name.removeprefix("note-"))
        elif name.startswith("source-") and name[7:].isdigit():
            scope = replace(scope, source=int(name[7:]))
        elif name.startswith("exhibit-"):
            scope = replace(scope, exhibit=name.removeprefix("exhibit-"))
            self._series = ""
        elif tag == "section" and name:
            scope = replace(scope, region=name)
        if tag in ("details", "svg", "nav"):
            scope = replace(scope, region=tag)
            self._series = ""
        elif found.get("class") in ("notes", "sources", "contents"):
            scope = replace(scope, region=found["class"])
        return scope

    def _note_place(self, element: Element) -> None:
        """Keep what the order of the page depends on."""
        tag, found = element.tag, element.attributes
        if name := found.get("id", ""):
            self.page.ids.append(name)
            if name.startswith("note-") and element.scope.region == "notes":
                self.page.notes.append(element.scope.note)
        if "data-note" in found:
            self.page.note_numbers.append((found.get("data-figure", ""), found["data-note"]))
        if "href" in found and tag == "a":
            self.page.links.append((element.run, found["href"]))
        if tag in ("table", "tr"):
            self._row, self._cell = "", 0
            self._columns = [] if tag == "table" else self._columns
            self._caption = "" if tag == "table" else self._caption
        elif tag in ("th", "td"):
            self._cell += 1
        elif tag == "g":
            self._group += 1

    def _placed(self, tag: str, text: str, scope: Scope) -> Scope:
        """Return the scope of a block from what was read before it: field, row, column, series."""
        if tag == "dt":
            self._field = text
        elif tag == "caption":
            self._caption = text
        elif tag == "th" and any(item.tag == "thead" for item in self._stack):
            self._columns += [""] * (self._cell - 1 - len(self._columns)) + [text]
        elif tag == "th":
            self._row = text
        elif tag == "p" and self._stack[-1].attributes.get("class") == "series":
            self._series = text
        if tag == "text" and self._stack[-1].attributes.get("data-scale") == "axis":
            self._keep_axis(text, scope)
        if tag == "td":
            at = self._cell - 1
            column = self._columns[at] if at < len(self._columns) else ""
            return replace(scope, row=self._row, column=column, table=self._caption)
        series = self._series if scope.region == "details" and tag != "p" else scope.series
        return replace(scope, field=self._field if tag == "dd" else "", series=series)

    def _keep_axis(self, text: str, scope: Scope) -> None:
        """Keep where a mark of an axis stands; its neighbours are in the same group."""
        moved = re.search(r"translate\(([-\d.]+)[, ]+([-\d.]+)\)", str(self._stack[-1].attributes))
        if moved is not None:
            marks = self.page.axes.setdefault((scope.exhibit, self._group), [])
            marks.append((text, float(moved[1]), float(moved[2])))

    def _where(self, element: Element) -> str:
        scope = element.scope
        names = (
            f"exhibit {scope.exhibit}" if scope.exhibit else "",
            f"note {scope.note}" if scope.note else "",
            f"source {scope.source}" if scope.source else "",
            scope.region if not (scope.note or scope.source) else "",
            f"<{element.tag}>",
        )
        return " ".join(filter(None, names))

    # --------------------------------------------------------------- what is said aloud

    def _spoken(self, element: Element) -> Iterator[Block]:
        """Yield the attributes of an element that are shown or read aloud."""
        tag, found = element.tag, element.attributes
        spoken = [name for name in _SPOKEN if found.get(name)]
        if tag == "meta" and found.get("name") not in _UNSEEN_META and "http-equiv" not in found:
            spoken += ["content"] if "content" in found else []
        for name in spoken:
            about = element.run.ref if element.run.kind == "figure" else ""
            runs = (Run(found[name], "echo", about),)
            scope = replace(element.scope, region="attribute")
            yield Block(self.file, f"{name} of {self._where(element)}", runs, scope)
        if tag == "li" and "value" in found:
            runs = (Run(found["value"], "mark", "source"),)
            yield Block(self.file, f"number of {self._where(element)}", runs, element.scope)

    def _linked_data(self, value: object, where: str) -> Iterator[Block]:
        """Yield the strings of the page's data for search engines."""
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from self._linked_data(inner, f"{where} {name}")
        elif isinstance(value, list):
            for inner in value:
                yield from self._linked_data(inner, where)
        elif value is not None:
            scope = Scope(region="attribute")
            yield Block(self.file, where, (Run(str(value), "echo"),), scope)

    def _styled(self, css: str) -> Iterator[Block]:
        """Yield the texts that a style sheet puts on the page."""
        for content in _CSS_CONTENT.findall(css):
            for match in _CSS_STRING.finditer(content):
                yield Block(self.file, "style sheet", (Run(match[1] or match[2] or ""),))


def _names(attrs: list[tuple[str, str | None]]) -> set[str]:
    """Return the names of an element's attributes."""
    return {name for name, _ in attrs}


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs with white space as one blank, and neighbours of one kind joined."""
    made: list[Run] = []
    for run in runs:
        text = re.sub(r"\s+", " ", run.text)
        alike = made and (made[-1].kind, made[-1].ref, made[-1].href) == (
            run.kind,
            run.ref,
            run.href,
        )
        if alike:
            made[-1] = replace(made[-1], text=made[-1].text + text)
        else:
            made.append(replace(run, text=text))
    if made:
        made[0] = replace(made[0], text=made[0].text.lstrip())
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    return tuple(run for run in made if run.text)
