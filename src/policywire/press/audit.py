"""The audit: every figure printed, every other numeral and what it is, and the totals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from policywire.analyst.figures import Figure
from policywire.analyst.manuscript import Mark
from policywire.analyst.numbers import is_printing, printed_in
from policywire.facts import Unit
from policywire.press.blocks import Article, Exhibit
from policywire.press.record import dumps
from policywire.press.record_trails import figure_trail
from policywire.press.text import Run, Tag, has_digits
from policywire.press.walk import Place, all_texts

__all__ = ["SCHEMA", "render_audit"]

SCHEMA = "policywire/audit/1"

_NUMERAL = re.compile(r"\d[\d,.]*")

Json = dict[str, Any]
Prints = dict[str, dict[str, list[str]]]


def render_audit(article: Article) -> str:
    """Return the audit as JSON text.

    ``figures`` holds each figure printed, in which words and where, its trail and the verdict
    ``bound`` or ``unbound``; ``numerals`` every other run of text with digits in it, by what it
    is; ``exhibits`` the marks of their scales; ``signed`` the words outside the vocabulary that
    the author signed for; ``totals`` the counts.
    """
    prints, signed = _prints(article), article.manuscript.signed
    units = _drawn_units(article)
    figures = {
        name: _verdict(article.manuscript.figures.get(name), forms, units.get(name))
        for name, forms in sorted(prints.items())
    }
    numerals = _numerals(article)
    bound = sum(entry["verdict"] == "bound" for entry in figures.values())
    return dumps(
        {
            "schema": SCHEMA,
            "brief": article.manuscript.brief,
            "as_of": article.manuscript.as_of.isoformat(),
            "figures": figures,
            "numerals": numerals,
            "exhibits": {exhibit.id: _marks(exhibit, prints) for exhibit in article.exhibits},
            "signed": [{"where": one.where, "word": one.word} for one in signed],
            "totals": {
                "figures": len(figures),
                "bound": bound,
                "prints": sum(
                    len(places) for forms in prints.values() for places in forms.values()
                ),
                "numerals_by_kind": _by_kind(article),
                "words signed by the author": len(signed),
                "unbound": [
                    *(name for name, entry in figures.items() if entry["verdict"] != "bound"),
                    *(entry["where"] for entry in numerals if entry["kind"] == "unbound"),
                ],
            },
        }
    )


# ------------------------------------------------------------------- figures


def _prints(article: Article) -> Prints:
    """Return figure id to printed text to the places it is printed at, pictures included."""
    found: Prints = defaultdict(lambda: defaultdict(list))
    for where, text in all_texts(article):
        for run in text:
            if run.tag is Tag.FIGURE:
                found[run.ref][run.text].append(where)
    for exhibit in article.exhibits:
        for name, text_ in exhibit.wide.labels:
            found[name][text_].append(f"exhibit {exhibit.id}, picture")
        for name, text_ in exhibit.narrow.labels:
            found[name][text_].append(f"exhibit {exhibit.id}, picture for phones")
    return found


def _drawn_units(article: Article) -> dict[str, Unit]:
    """Return the unit each plotted figure is drawn in."""
    plots = [plot for plot in article.manuscript.plots if plot.mark is not Mark.TIMELINE]
    return {row.figure.id: plot.unit for plot in plots for row in plot.rows}


def _verdict(figure: Figure | None, forms: dict[str, list[str]], unit: Unit | None) -> Json:
    bound = figure is not None and all(_is_bound(figure, text, unit) for text in forms)
    return {
        "printed": {text: sorted(set(places)) for text, places in sorted(forms.items())},
        "trail": None if figure is None else figure_trail(figure),
        "verdict": "bound" if bound else "unbound",
    }


def _is_bound(figure: Figure, text: str, unit: Unit | None) -> bool:
    """Return whether the formatter prints a figure so, in the unit of its exhibit or any form."""
    if unit is not None and text == printed_in(figure, unit):
        return True
    return is_printing(figure, text)


# ------------------------------------------------------------------- other numerals


def _numerals(article: Article) -> list[Json]:
    """Return every run with digits that is no figure, with what it is."""
    return [
        {"where": where, "text": text, "kind": kind or "unbound", "ref": ref}
        for where, text, kind, ref in _runs(_told(article))
        if kind != Tag.FIGURE
    ]


def _told(article: Article) -> Iterator[Place]:
    """Yield every text an article prints, and what its exhibits are called."""
    yield from all_texts(article)
    titles = {plot.id: plot.title.text for plot in article.manuscript.plots}
    for exhibit in article.exhibits:
        where = f"exhibit {exhibit.id}"
        yield f"{where}, number", (Run(f"Exhibit {exhibit.number}", Tag.MARK, "exhibit"),)
        yield f"{where}, picture's title", (Run(titles[exhibit.id], Tag.MARK, "exhibit"),)


def _runs(places: Iterable[Place]) -> Iterator[tuple[str, str, str, str]]:
    for where, text in places:
        for run in text:
            if has_digits(run.text):
                yield where, run.text, run.tag.value, run.ref


def _by_kind(article: Article) -> dict[str, int]:
    """Return how many numerals the text prints, by kind."""
    counts: Counter[str] = Counter()
    for _, text, kind, _ in _runs(_told(article)):
        counts[kind or "unbound"] += len(_NUMERAL.findall(text))
    return dict(counts)


def _marks(exhibit: Exhibit, prints: Prints) -> Json:
    """Return the marks of an exhibit's scales, and whether its description keeps to its figures."""
    marks = dict.fromkeys((*exhibit.wide.scale_marks, *exhibit.narrow.scale_marks))
    known = {text for figure in exhibit.figures for text in prints.get(figure.id, {})}
    known |= {str(figure.period) for figure in exhibit.figures} | set(marks)
    numbers = {number for text in known for number in _NUMERAL.findall(text)}
    told = {number.rstrip(".,") for number in _NUMERAL.findall(exhibit.alt)}
    return {
        "number": exhibit.number,
        "scale_marks": list(marks),
        "alt_not_plotted": sorted(told - numbers),
    }
