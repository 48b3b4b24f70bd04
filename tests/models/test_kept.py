"""Kept runs as text: read back equal, and refused when changed."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts import Citation, Period, Unit
from policywire.facts.errors import BadDocument
from policywire.models.base import Outcome, Run
from policywire.models.kept import Fingerprint, Kept, kept_text, read_kept

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
UNITS = st.sampled_from(["percent", "points", "USD million"]).map(Unit.parse)
PERIODS = st.none() | st.sampled_from(["2022", "2026-Q3", "2026-07"]).map(Period.parse)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    low, high = draw(st.tuples(NUMBERS, NUMBERS).map(sorted) | st.just((None, None)))
    over = draw(st.text(max_size=4))
    return Outcome(draw(NUMBERS), draw(UNITS), low, high, 0.9, draw(PERIODS), over)


@st.composite
def kept(draw: st.DrawFn) -> Kept:
    text = st.text(max_size=8)
    run = Run(
        *(draw(text), "trade", "0.1.0", draw(text), draw(text), Period.parse("2022")),
        vintage=date(2026, 11, 22),
        sources=(Citation("OECD", draw(text), ""),),
        residual=draw(NUMBERS),
        outcomes=draw(st.dictionaries(text, outcomes(), max_size=5)),
        names={"MEX": draw(text)},
        members={"EU27": ("AUT", draw(text))},
    )
    return Kept(Fingerprint(draw(text), draw(text)), run)


@given(kept())
def test_a_run_is_read_back_as_it_was(held: Kept) -> None:
    found = read_kept(kept_text(held))
    assert found == held
    assert list(found.run.outcomes) == list(held.run.outcomes)


def toy() -> str:
    value = Outcome(-1.5, Unit.parse("percent"), -2.0, -1.0)
    run = Run(
        *("abc", "trade", "0", "a duty", "again", Period.parse("2022"), date(2026, 1, 1), (), 1e-9),
        outcomes={"exports_pct/MEX": value},
    )
    return kept_text(Kept(Fingerprint("in", "code"), run))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("-1.5", "-1.6"),
        lambda text: text.replace("-1.5", "NaN"),
        lambda text: text.replace("-1.5", "1e999"),
        lambda text: text[:-20],
        lambda text: text.replace("kept-run/1", "kept-run/2"),
        lambda text: json.dumps({**json.loads(text), "run": None}),
        lambda text: "[]",
        lambda text: "3",
        lambda text: "",
        lambda text: "[" * 100_000,
    ],
)
def test_what_was_changed_is_refused(spoil: object) -> None:
    assert callable(spoil)
    assert read_kept(toy()).run.outcomes["exports_pct/MEX"].value == -1.5
    with pytest.raises(BadDocument):
        read_kept(spoil(toy()))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_run_is_kept_whose_number_is_none(value: float) -> None:
    run = read_kept(toy()).run
    outcomes = {"x": Outcome(value, Unit.parse("percent"))}
    spoilt = Run(
        *(run.run_id, run.model, run.version, run.title, run.replay, run.period, run.vintage),
        sources=(),
        residual=0.0,
        outcomes=outcomes,
    )
    with pytest.raises(ValueError, match="not JSON compliant"):
        kept_text(Kept(Fingerprint("", ""), spoilt))


def forged(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the toy run changed, under the seal of what it was changed to."""
    said = json.loads(toy())
    change(said["run"])
    told = json.dumps(said["run"], ensure_ascii=False, separators=(",", ":"))
    with suppress(UnicodeEncodeError):  # no seal can be made of half a character
        said["sha256"] = hashlib.sha256(told.encode()).hexdigest()
    return json.dumps(said)


@pytest.mark.parametrize("value", ["5", "NaN", True, None, [1], 10**400])
@pytest.mark.parametrize("place", [2, 3])
def test_a_value_that_is_no_number_is_refused_under_any_seal(value: object, place: int) -> None:
    assert read_kept(forged(lambda run: run)).run == read_kept(toy()).run
    if value is None and place != 2:
        return  # an end may be open
    with pytest.raises(BadDocument):
        read_kept(forged(lambda run: run["outcomes"][0].__setitem__(place, value)))


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run.update(title=5),
        lambda run: run.update(title="\ud800"),
        lambda run: run.update(residual="x"),
        lambda run: run.update(names=["MEX"]),
        lambda run: run.update(members={"EU27": [5]}),
        lambda run: run.update(sources=["abc"]),
        lambda run: run["groups"][0].__setitem__(1, "x"),
        lambda run: run["outcomes"][0].__setitem__(1, -1),
        lambda run: run["outcomes"][0].__setitem__(slice(3, 5), [9.0, -9.0]),
        lambda run: run["outcomes"].append([run["outcomes"][0][0], 0, 77.0]),
    ],
)
def test_what_no_run_can_be_is_refused_under_any_seal(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(BadDocument):
        read_kept(forged(change))
