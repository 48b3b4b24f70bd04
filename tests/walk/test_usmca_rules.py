"""The brief on the rules of origin: who pays, what five changes of law do, the odds of waiting."""

from collections.abc import Iterator

import pytest

from policywire import newsroom
from policywire.analyst import Manuscript, Root, RunTrail
from policywire.analyst.brief import load_brief
from policywire.analyst.draft import Bullets, Kind, Line, Paragraph, Table
from policywire.analyst.manuscript import Mark
from policywire.analyst.say import expand
from policywire.desks.desk import desks, find_brief
from policywire.models.legal.by_maker import CONTENT
from policywire.models.sourcing.runs import GROWTH, KEPT, MARGINS, RATES, REVIEWS
from policywire.models.trade.scenarios.scenario import find_scenario
from policywire.policy import load_law

BRIEF = "usmca-rules"
LAWS = {
    "lapse": "usmca-lapse",
    "content": "usmca-rvc-82-us-50",
    "ban": "usmca-china-content-ban",
    "penalty": "usmca-penalty-25",
    "renewal": "usmca-renewal",
}


@pytest.fixture(scope="module")
def made() -> Manuscript:
    with newsroom.evidence(None, None) as view:
        return newsroom.write_manuscript(BRIEF, view, lambda stage: None)


def read_aloud(made: Manuscript) -> Iterator[Line]:
    yield from (made.headline, made.standfirst, *made.takeaways)
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.lines
            elif isinstance(block, Bullets):
                yield from (line for item in block.items for line in item)


def test_nothing_is_struck_and_its_length(made: Manuscript) -> None:
    assert made.struck == ()
    words = sum(len(line.text.split()) for line in read_aloud(made))
    assert 1000 <= words <= 1800, words


def test_it_answers_what_it_asks(made: Manuscript) -> None:
    wanted = ("rules", "pays", "leaves", "scenarios", "states", "waiting")
    after = ("counter", "mind", "watch", "method")
    assert [section.id for section in made.sections] == [*wanted, *after]
    assert all(section.blocks for section in made.sections)


def test_every_modelled_figure_has_a_run_a_command_and_a_range(made: Manuscript) -> None:
    modelled = [one for one in made.figures.values() if one.root is Root.RUN]
    assert len(modelled) > 200
    for one in modelled:
        assert isinstance(one.trail, RunTrail)
        assert one.trail.replay.startswith("policywire "), one.id
        assert one.interval is not None, one.id
        assert one.interval.low <= one.quantity.value <= one.interval.high, one.id


def test_five_changes_of_law_stand_in_its_tables(made: Manuscript) -> None:
    brief = load_brief(find_brief(BRIEF)[1])
    assert {name: brief.runs[name].scenario for name in LAWS} == LAWS
    tables = [b for s in made.sections if s.id == "scenarios" for b in s.blocks]
    effects = next(block for block in tables if isinstance(block, Table))
    assert len(effects.rows) == len(LAWS)
    for row in effects.rows:
        kinds = [{span.kind for span in cell.spans} for cell in row[1:]]
        assert all({Kind.FIGURE, Kind.RANGE} <= one for one in kinds), row[0].text


def test_its_pictures(made: Manuscript) -> None:
    marks = [plot.mark for plot in made.plots]
    assert len(marks) >= 5
    assert {Mark.BAR, Mark.HEAT, Mark.MAP} <= set(marks)


def test_what_it_supposes_is_what_its_models_suppose() -> None:
    law = load_law(desks()["trade"].law)
    penalty, renewal = (find_scenario(LAWS[name]).changes[0] for name in ("penalty", "renewal"))
    assert penalty.law is not None
    assert renewal.odds is not None
    told = {
        "scenario.penalty": penalty.law.penalty,
        "scenario.lapse_odds": renewal.odds.value,
        "wait.interest": 100 * RATES[0],
        "wait.growth": 100 * GROWTH[0],
        "wait.reviews": 100 * REVIEWS,
        "makers.us_low": 100 * CONTENT[0],
        "makers.us_fair": 100 * CONTENT[1],
        "makers.us_middling": 100 * CONTENT[2],
    }
    margins = {"low": 0.10, "fair": 0.15, "good": 0.20, "high": 0.30}
    kept = {"little": 0.40, "much": 0.70, "most": 0.85}
    assert set(margins.values()) <= set(MARGINS)
    assert set(kept.values()) <= set(KEPT)
    told |= {f"wait.margin_{name}": 100 * share for name, share in margins.items()}
    told |= {f"wait.keeps_{name}": 100 * share for name, share in kept.items()}
    for name, value in told.items():
        (held,) = law.provision(name).values.values()
        assert getattr(held, "value", held) == pytest.approx(value), name


def test_words_of_margins_go_with_their_numbers() -> None:
    """A figure called a fair margin that keeps little is that of the provisions so called."""
    words = {"low": 10, "fair": 15, "good": 20, "high": 30}
    kept = {"little": 40, "much": 70, "most": 85}
    brief = load_brief(find_brief(BRIEF)[1])
    spec = next(one for one in brief.figures if one.run == "wait")
    assert spec.each
    for values in spec.each:
        outcome = expand(spec.outcome, values)
        margin, keeps = words[values["margin"]], kept[values["kept"]]
        assert outcome.endswith(f"/margin{margin}/keeps{keeps}"), values


def test_modelled_duty_stands_beside_what_was_collected_by_industry(made: Manuscript) -> None:
    """Each industry has the law with claims, use as modelled and duty collected, of one month."""
    (pays,) = [section for section in made.sections if section.id == "pays"]
    gap = next(block for block in pays.blocks if isinstance(block, Table))
    assert len(gap.rows) == 6
    figures = made.figures
    for row in gap.rows:
        held = [next(span for span in cell.spans if span.kind is Kind.FIGURE) for cell in row[1:]]
        within, modelled, collected = (figures[span.ref] for span in held)
        assert within.root is modelled.root is Root.RUN
        assert collected.root is not Root.RUN
        assert within.period == modelled.period == collected.period
        assert within.quantity.value <= modelled.quantity.value + 1e-9, row[0].text


def test_a_modelled_duty_of_a_day_ranges_over_what_content_is_assumed_to_be(
    made: Manuscript,
) -> None:
    interval = made.figures["mx_modelled"].interval
    assert interval is not None
    assert "assumed content" in interval.over


def test_what_is_not_drawn_is_said_to_have_no_range(made: Manuscript) -> None:
    texts = [
        cell.text
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    (lapse,) = [text for text in texts if text.startswith("18.5%")]
    assert lapse == "18.5% (no range: nothing in it is drawn)"


def test_states_are_recorded_and_not_modelled(made: Manuscript) -> None:
    (states,) = [section for section in made.sections if section.id == "states"]
    table = next(block for block in states.blocks if isinstance(block, Table))
    spans = [span for row in table.rows for cell in row[1:] for span in cell.spans]
    held = [made.figures[span.ref] for span in spans if span.kind is Kind.FIGURE]
    assert len(held) == 2 * len(table.rows)
    assert all(one.root is not Root.RUN for one in held)
    assert not any("Baja California" in one.subject for one in held)
