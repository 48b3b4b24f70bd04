"""Which lines a language model may put in its own order, and what general readers are told."""

from datetime import date

import pytest

from policywire import newsroom
from policywire.analyst.brief import Audience
from policywire.analyst.draft import Bullets, Kind, Line, Paragraph, Span
from policywire.analyst.manuscript import Manuscript
from policywire.analyst.redraft import Written, figures_in, free_runs
from policywire.analyst.say import Say
from policywire.desks.desk import desks


def line(text: str, *figures: str, kind: Kind = Kind.FIGURE) -> Line:
    return Line((Span(text), *(Span("1", kind, name) for name in figures)))


def written(text: str, *figures: str, **asked: object) -> Written:
    spec = Say(text, **asked) if asked else text  # type: ignore[arg-type]
    return Written(spec, line(text, *figures))


def runs(*paragraph: Written) -> list[tuple[int, int]]:
    return [(run.start, run.stop) for run in free_runs(paragraph)]


def test_lines_of_figures_are_free_in_runs() -> None:
    free, bare = written("Imports were", "a"), written("Services are left out")
    assert runs(free, free, bare, free) == [(0, 2), (3, 4)]
    assert runs(bare) == runs() == []


@pytest.mark.parametrize("asked", [{"holds": ("a > b",)}, {"cites": "act"}, {"keep": True}])
def test_a_line_that_rests_on_more_than_its_figures_stays(asked: dict[str, object]) -> None:
    assert runs(written("Imports were", "a"), written("Exports were", "b", **asked)) == [(0, 1)]


@pytest.mark.parametrize("text", ["It fell after that", "Take that away and the rest fell"])
def test_a_line_that_is_referred_back_to_stays_too(text: str) -> None:
    assert runs(written("Imports were", "a"), written(text, cites="act")) == []


def test_a_line_with_a_date_or_a_name_stays() -> None:
    dated = Line((*line("On", "a").spans, Span("July 1", Kind.DATE, "day")))
    assert not Written("On", dated).is_free


def test_figures_are_told_once_in_order() -> None:
    assert figures_in([line("x", "b", "a"), line("y", "a", "c")]) == ("b", "a", "c")


# ------------------------------------------------------------------- audiences


def manuscript(audience: Audience) -> Manuscript:
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        return newsroom.write_manuscript("usmca-review", view, lambda step: None, audience=audience)


def prose(made: Manuscript) -> list[str]:
    lines = list(made.takeaways)
    for block in (block for section in made.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            lines += block.lines
        elif isinstance(block, Bullets):
            lines += [line for item in block.items for line in item]
    return [line.text for line in lines]


def test_an_audience_changes_glosses_and_depth_and_no_figure() -> None:
    """General readers get each gloss at most once and lose what is for specialists."""
    general, professional = manuscript(Audience.GENERAL), manuscript(Audience.PROFESSIONAL)
    added = [text for text in prose(general) if text not in prose(professional)]
    glosses = [gloss.gloss for gloss in desks()["trade"].glossary()]
    assert added
    assert len(added) == len(set(added))
    assert all(text in glosses or text.startswith("Two-way trade") for text in added)
    assert general.figures.keys() <= professional.figures.keys()
    assert all(general.figures[name] == professional.figures[name] for name in general.figures)
    assert general.byline.audience.startswith("General readers")
    assert len(prose(general)) < len(prose(professional)) + len(added)
