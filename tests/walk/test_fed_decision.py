"""The Fed briefs from the shipped data: right question, every number with its range, and clean."""

from datetime import date
from inspect import signature
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.analyst import Manuscript, Root, RunTrail
from policywire.analyst.brief import Audience
from policywire.analyst.draft import Bullets, Paragraph
from policywire.facts.errors import NotHeld, PolicywireError, WrongUse
from policywire.models.monetary.ledger import EXPECTED_BP
from policywire.models.monetary.runs import rule_run
from policywire.newsroom import Told
from policywire.newsroom.money import decisions
from policywire.policy.law import load_law
from tools.audit.walk import Auditor

PACKAGE = Path(__file__).parents[2] / "src" / "policywire"
JULY = date(2026, 7, 29)
SECTIONS = ("decided", "words", "priced", "markets", "economy", "rules", "tariffs", "exposed",
            "analogues", "counter", "watch", "method")  # fmt: skip


def written(name: str, told: Told, as_of: date | None = None) -> Manuscript:
    with newsroom.evidence(None, as_of) as view:
        return newsroom.write_manuscript(name, view, lambda stage: None, told=told)


def prose(made: Manuscript, section: str) -> str:
    blocks = next(one.blocks for one in made.sections if one.id == section)
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    lines += [line for block in blocks if isinstance(block, Bullets)
              for item in block.items for line in item]  # fmt: skip
    return " ".join(line.text for line in lines)


@pytest.fixture(scope="module")
def july() -> Manuscript:
    return written("fed-decision", Told(JULY))


def test_july_2026_is_whole(july: Manuscript) -> None:
    assert july.struck == ()
    assert len(july.findings) >= 40
    assert len(july.plots) >= 5
    assert tuple(section.id for section in july.sections) == SECTIONS


def test_the_surprise_of_july_2026_is_not_known_and_is_not_invented(july: Manuscript) -> None:
    assert "no measure of the surprise is held" in prose(july, "priced")
    assert not any(one.id.startswith("did_") for one in july.figures.values())


def test_every_modelled_figure_has_a_range(july: Manuscript) -> None:
    runs = [one for one in july.figures.values() if one.root is Root.RUN]
    assert len(runs) > 40
    assert all(one.interval is not None for one in runs)
    assert {one.interval.over for one in runs if one.interval} == {
        "", "baselines", "neutral rates", "drawn trade elasticities", "published estimates"
    }  # fmt: skip


def test_no_equity_comes_from_the_macro_model(july: Manuscript) -> None:
    for one in july.figures.values():
        if one.root is Root.RUN and ("stock" in one.measure or "bitcoin" in one.measure):
            assert isinstance(one.trail, RunTrail)
            assert one.trail.model == "asset reactions"


def test_votes_and_dissenters(july: Manuscript) -> None:
    told = prose(july, "decided")
    assert "nine votes for the decision and three votes against it" in told
    assert "Beth M. Hammack, Neel Kashkari and Lorie K. Logan" in told


def test_a_decision_that_was_priced_in_says_so() -> None:
    """26 July 2023: the range rose by a quarter point, the surprise was 0.4 basis points."""
    made = written("fed-decision", Told(date(2023, 7, 26)))
    takeaway = " ".join(line.text for line in made.takeaways)
    assert "The decision was priced in" in takeaway
    assert "+0.004 percentage points" in takeaway
    assert "what markets did that day is not credited to it" in takeaway


def test_a_range_that_was_expected_can_surprise_by_its_path() -> None:
    """14 December 2022: the futures of the month stood still, and those of the year rose."""
    made = written("fed-decision", Told(date(2022, 12, 14)))
    takeaway = " ".join(line.text for line in made.takeaways)
    assert "The announcement was not what was priced in" in takeaway
    assert "+0.087 percentage points, over futures that reach about a year ahead" in takeaway
    assert "a range that everybody expected can come with a surprise" in prose(made, "priced")


def test_the_marks_in_the_text_are_those_of_the_code(july: Manuscript) -> None:
    law = load_law(PACKAGE / "desks" / "money" / "law").provisions
    marks = {name: max(law[f"scenario.{name}"].values.values()) for name in ("expected", "neutral")}
    assert marks["expected"] == EXPECTED_BP / 100
    assert marks["neutral"] == signature(rule_run).parameters["span"].default
    assert july.figures["rule.scenario.neutral"].quantity.value == marks["neutral"]


def test_dissents_that_take_no_side_are_named() -> None:
    """29 April 2026: four against; one for a lower range, three for other words."""
    told = prose(written("fed-decision", Told(date(2026, 4, 29))), "decided")
    assert "Stephen I. Miran dissented for an easier policy." in told
    names = "Beth M. Hammack, Neel Kashkari and Lorie K. Logan"
    assert f"{names} dissented on another ground than the level of the range." in told


@pytest.mark.parametrize("day", [one.day for one in decisions().decisions[1::9]])
def test_any_meeting_can_be_written(day: date) -> None:
    made = written("fed-decision", Told(day))
    assert made.struck == ()
    assert len(made.findings) >= 40


@pytest.mark.parametrize(
    ("name", "told", "error", "message"),
    [
        ("fed-decision", Told(date(2026, 10, 28)), NotHeld, "not been held yet"),
        ("fed-decision", Told(date(2016, 1, 27)), NotHeld, "before that of 2016-01-27"),
        ("fed-decision", Told(JULY, path="q0:25"), WrongUse, "takes no --path"),
        ("fed-decision", Told(JULY, statement=Path("x")), WrongUse, "go together"),
        ("fed-path", Told(), WrongUse, "wants --path"),
        ("fed-path", Told(path="q0:25,q2:5"), PolicywireError, "no value for q1"),
        ("usmca-review", Told(JULY), WrongUse, "takes no --meeting"),
    ],
)
def test_what_cannot_be_written(
    name: str, told: Told, error: type[PolicywireError], message: str
) -> None:
    with pytest.raises(error, match=message):
        written(name, told)


def test_terms_are_explained_to_general_readers() -> None:
    with newsroom.evidence(None, None) as view:
        made = newsroom.write_manuscript(
            "fed-decision", view, lambda stage: None, audience=Audience.GENERAL, told=Told(JULY)
        )
    assert made.struck == ()
    assert "The output gap is" not in prose(made, "rules")  # it is not named there
    assert "The target range is the band" in prose(made, "decided")


def test_a_path_is_written() -> None:
    made = written("fed-path", Told(path="2026-12-09:-25,2027-01-27:-25"))
    assert made.struck == ()
    assert len(made.findings) >= 40
    assert len(made.plots) >= 5
    first = made.plots[0].rows[0]
    assert str(first.period) == "2026-Q4"


def test_a_path_by_meetings_says_how_long_its_last_step_stays() -> None:
    """The second meeting lies in Q1 2027: the step stays through Q1 2028, the sixth quarter."""
    made = written("fed-path", Told(path="2026-12-09:-25,2027-01-27:-25"))
    assert "The last step stays for about a year more" in prose(made, "path")
    rates = [row.figure.quantity.value for row in made.plots[0].rows[:7]]
    assert rates[2:6] == pytest.approx([-0.5] * 4)
    assert rates[6] > -0.45
    made = written("fed-path", Told(path="q0:-25,q1:-50"))
    assert "After its last step the rule takes over." in prose(made, "path")


def test_one_run_of_tariffs_serves_both_desks(july: Manuscript) -> None:
    """The trade brief's paragraph on the Federal Reserve and the Fed brief, to the last digit."""
    trade = written("usmca-review", Told())
    mine, theirs = july.figures["tariff_push"], trade.figures["fed_push"]
    assert isinstance(mine.trail, RunTrail)
    assert isinstance(theirs.trail, RunTrail)
    assert mine.trail.run_id == theirs.trail.run_id
    assert mine.quantity == theirs.quantity
    rates = july.figures["tariff_inertial_rate"], trade.figures["fed_inertial_rate"]
    assert rates[0].quantity == rates[1].quantity
    assert rates[0].interval == rates[1].interval


def test_statements_are_compared_where_they_are_given(tmp_path: Path) -> None:
    from tests.test_cli_fed import NEW, OLD

    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = Told(date(2025, 9, 17), "", tmp_path / "new", tmp_path / "old")
    made = written("fed-decision", told)
    assert made.struck == ()
    assert "reworded or moved" in prose(made, "words")
    other = Told(JULY, "", tmp_path / "new", tmp_path / "old")
    with pytest.raises(WrongUse, match="Give the statement of that meeting"):
        written("fed-decision", other)


def test_the_edition_is_the_same_twice_and_passes_the_audit(tmp_path: Path) -> None:
    writing = newsroom.Writing(told=Told(JULY))
    folders = [
        Path(newsroom.write_edition("fed-decision", tmp_path / name, writing=writing)["folder"])
        for name in ("one", "two")
    ]
    files = [{path.relative_to(folder): path.read_bytes() for path in folder.rglob("*")
              if path.is_file()} for folder in folders]  # fmt: skip
    assert files[0] == files[1]
    auditor = Auditor(
        PACKAGE / "data" / "frozen", PACKAGE / "desks", PACKAGE / "facts" / "places.csv"
    )
    report = auditor.audit(folders[0])
    assert list(map(str, report.problems)) == []
    assert list(map(str, report.unbound)) == []
