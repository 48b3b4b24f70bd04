"""The page: an article as one self-contained HTML file, complete without scripts."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

from markupsafe import Markup, escape

from policywire.press.blocks import Article, Exhibit, Grid, Points, Prose
from policywire.press.charts.look import DARK
from policywire.press.templates import template
from policywire.press.text import Run, Tag, Text, anchor, attribute, plain

__all__ = ["render_page"]


def render_page(article: Article, formats: Collection[str] = ("markdown", "json")) -> str:
    """Return the page, with links to the other ``formats`` of its edition.

    One file: style, pictures and notes inside, no script, no request to anywhere. Every numeral
    stands in an element whose ``data-`` attribute says what it is.
    """
    setter = _Setter(article)
    return template("article.html.j2").render(
        article=article,
        manuscript=article.manuscript,
        formats=formats,
        inline=setter.inline,
        bare=setter.bare,
        unlinked=setter.unlinked,
        plain=plain,
        anchor=anchor,
        kind=_kind,
        raw=Markup,
        colours=_colours(),
        linked_data=_linked_data(article),
    )


def _kind(block: Prose | Points | Grid | Exhibit) -> str:
    return type(block).__name__.lower()


# ------------------------------------------------------------------- runs


class _Setter:
    """Sets texts as HTML; the first print of each figure is where its note leads back to."""

    def __init__(self, article: Article) -> None:
        self._notes = {note.figure: note for note in article.notes}
        self._seen: set[str] = set()

    def inline(self, text: Text) -> Markup:
        """Return a text of the article."""
        return _joined(self._element(run) for run in text)

    def bare(self, text: Text) -> Markup:
        """Return a text of a note or table: links, without tooltips or marks to return to."""
        return _joined(_element(run, {}) for run in text)

    def unlinked(self, text: Text) -> Markup:
        """Return a text for use inside a link."""
        return _joined(_element(replace(run, href=""), {}) for run in text)

    def _element(self, run: Run) -> Markup:
        if run.tag is not Tag.FIGURE or run.ref not in self._notes:
            return _element(run, {})
        note = self._notes[run.ref]
        more = {"data-note": str(note.number), "title": note.brief}
        if run.ref not in self._seen:
            self._seen.add(run.ref)
            more["id"] = f"from-{anchor(run.ref)}"
        return _element(run, more)


def _joined(elements: Iterable[Markup]) -> Markup:
    return Markup("".join(elements))


def _element(run: Run, more: dict[str, str]) -> Markup:
    """Return a run as an element tagged with what it is; plain words as they are."""
    if run.tag is Tag.WORDS:
        return escape(run.text)
    attributes = dict((attribute(run),)) | more
    if run.tag is Tag.FIGURE:
        attributes["class"] = "figure"
    if run.href:
        attributes["href"] = run.href
    tag = "a" if run.href else "code" if run.tag is Tag.CODE else "span"
    # Every value is escaped here; Markup.format would do the same at four times the cost.
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{written}>{escape(run.text)}</{tag}>")


# ------------------------------------------------------------------- head


def _colours() -> list[tuple[str, str, str]]:
    """Return name, light and dark value of every colour a picture may hold."""
    return [(f"c{index}", light, dark) for index, (light, dark) in enumerate(DARK.items())]


def _linked_data(article: Article) -> Markup:
    """Return the article's facts for search engines, safe inside a script element."""
    made = article.manuscript
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": plain(article.headline),
        "description": plain(article.standfirst),
        "inLanguage": made.language,
        "datePublished": made.as_of.isoformat(),
        "author": {"@type": "Organization", "name": made.byline.desk},
        "publisher": {"@type": "Organization", "name": "Policywire"},
        "isBasedOn": sorted({source.href for source in article.sources if source.href}),
        "abstract": [plain(text) for text in article.takeaways],
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
