"""The numbers of the pages on who claims and on waiting, taken off the page and computed again."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtr
from typer.testing import CliRunner

from policywire.cli import app
from policywire.models.legal.layers import layers, span
from policywire.models.origin_choice.tables import certificate, choice, count

DOCS = Path(__file__).parents[3] / "docs"
CLAIMS = (DOCS / "explain" / "who-claims.md").read_text(encoding="utf-8")
WAITING = (DOCS / "do" / "value-of-waiting.md").read_text(encoding="utf-8")
TELLING = {"four": 4, "thirteen": 13, "thirty": 30}


def test_the_layers_of_october() -> None:
    (row,) = layers("MEX", ["2025-10"])
    found = {
        "statutory, without a claim": row.without,
        "statutory, with a claim": row.within,
        "modelled": row.modelled,
        "collected": row.collected,
    }
    for name, share in found.items():
        (told,) = re.findall(rf"^\| {name} \|.*\| (\d+) % \|$", CLAIMS, re.M)
        assert share is not None
        assert int(told) == round(100 * share), name


def test_the_ratio_of_what_was_collected() -> None:
    rows = [one for one in layers("MEX", span("2025-06", "2025-11")) if one.collected is not None]
    (told,) = re.findall(r"Mexico paid (\d+) percent of what is modelled", CLAIMS)
    due = np.mean([one.modelled for one in rows])
    assert int(told) == round(100 * np.mean([one.collected or 0.0 for one in rows]) / due)
    ratios = [
        one.ratio or 0.0 for one in rows[1:]
    ]  # from July: June was before the metals list grew
    assert ratios == sorted(ratios, reverse=True)


def test_how_many_bear_ten_times_the_median() -> None:
    """A lognormal cost: the share above ten medians is Phi(-ln 10 / sigma)."""
    (told,) = re.findall(r"one firm in (\w+) bears more", CLAIMS)
    assert TELLING[told] == round(1 / ndtr(-np.log(10) / choice().sigma))
    few, many = re.findall(r"one firm in (\w+) to one in (\w+)\.", CLAIMS.replace("\n", " "))[0]
    sigmas = [choice(draw).sigma for draw in range(1, count() + 1)]
    ends = [1 / ndtr(-np.log(10) / one) for one in np.quantile(sigmas, (0.05, 0.95))]
    assert TELLING[few] == pytest.approx(ends[0], abs=1)
    assert TELLING[many] == round(ends[1])


def test_the_table_of_waiting() -> None:
    words = {"two": "50%", "five": "20%"}
    rows = re.findall(r"^\| one in (\w+), margin (\d+) % \| (\d+) % \| (\d+) % \|$", WAITING, re.M)
    assert len(rows) == 2
    for chance, margin, *odds in rows:
        for kept, told in zip(("40%", "70%"), odds, strict=True):
            arguments = ["wait", "--on", "2026-11-22", "--margin", f"{margin}%", "--kept", kept]
            done = CliRunner().invoke(app, [*arguments, "--reviews", words[chance], "--json"])
            assert done.exit_code == 0, done.output
            found = json.loads(done.stdout)["breakeven_odds"]
            assert int(told) == round(100 * found)


def test_a_lapse_likelier_than_one_in_six() -> None:
    assert "a lapse is likelier than one in six" in WAITING.replace("\n", " ")
    (first,) = re.findall(r"^\| one in two, margin 15 % \| (\d+) %", WAITING, re.M)
    assert round(100 / int(first)) == 6


def test_use_before_and_after_on_lines_that_bore_a_duty() -> None:
    told = re.findall(r"from (\d+) to (\d+)(?: percent)? for (Mexico|Canada)", CLAIMS)
    assert {name for *_, name in told} == {"Mexico", "Canada"}
    for before, after, name in told:
        held = certificate()["in_sample"][{"Mexico": "MEX", "Canada": "CAN"}[name]]
        assert int(before) == round(100 * held["actual"])
        assert int(after) == round(100 * held["actual"] + held["change_actual_points"])
