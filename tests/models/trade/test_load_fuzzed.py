"""Files spoilt at random: a folder or scenario loads whole or is refused in our words, no more."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policywire.facts.errors import PolicywireError
from policywire.models.trade.scenarios.scenario import baseline_of, load_scenario
from policywire.models.trade.scenarios.shocks import compile
from policywire.models.trade.world.balance import Repair, imbalance
from policywire.models.trade.world.load import load_folder
from tests.models.trade.folders import coefficients, shares
from tests.models.trade.test_scenario import CONTRACT

JUNK = [
    "",
    "nan",
    "-1",
    "1e400",
    "0",
    "1e9",
    "USA",
    "mex",
    "é",
    '"',
    "0.5",
    "1_0",
    "\x00",
    ",",
    "\n",
]


def spoil(folder: Path, draw: st.DataObject) -> None:
    """Put junk in the place of one field, or drop or double a line, of one file."""
    path = draw.draw(st.sampled_from(sorted(folder.iterdir())))
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    place = draw.draw(st.integers(0, len(lines) - 1))
    how = draw.draw(st.sampled_from(["field", "drop", "double", "cut"]))
    fields = lines[place].split(",")
    if how == "field":
        fields[draw.draw(st.integers(0, len(fields) - 1))] = draw.draw(st.sampled_from(JUNK))
        lines[place] = ",".join(fields)
    elif how == "drop":
        del lines[place]
    elif how == "double":
        lines.insert(place, lines[place])
    else:
        lines[place] = lines[place][: draw.draw(st.integers(0, len(lines[place])))]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


@given(draw=st.data(), repair=st.sampled_from([None, *Repair]), of_shares=st.booleans())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoilt_folder_loads_whole_or_is_refused(
    draw: st.DataObject, repair: Repair | None, of_shares: bool
) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = (shares if of_shares else coefficients)(Path(home) / "toy")
        for _ in range(draw.draw(st.integers(1, 3))):
            spoil(folder, draw)
        try:
            baseline = load_folder(folder, repair=repair)
        except PolicywireError:
            return
    economy = baseline.economy
    for name in ("share", "tariff", "input", "value_added", "final", "income", "deficit"):
        assert np.isfinite(getattr(economy, name)).all(), name
    np.testing.assert_allclose(economy.share.sum(axis=2), 1, rtol=1e-12)
    np.testing.assert_allclose(economy.final.sum(axis=0), 1, rtol=1e-12)
    # What is less than a millionth of a table's cell passes as rounding.
    clipped = any("set to 0" in note for note in baseline.notes)
    assert clipped or imbalance(economy) < 1e-5


@given(draw=st.data())
@settings(max_examples=150, deadline=None)
def test_a_spoilt_scenario_compiles_or_is_refused(draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(CONTRACT)))
    end = draw.draw(st.integers(start, min(len(CONTRACT), start + 12)))
    new = draw.draw(st.text(st.sampled_from("aU25%.-[]{}:, \n#é'"), max_size=6))
    text = CONTRACT[:start] + new + CONTRACT[end:]
    try:
        scenario = load_scenario("toy.yaml", text)
        made = compile(scenario, baseline_of(scenario))
    except PolicywireError:
        return
    assert np.isfinite(made.tariff).all()
    assert (made.tariff > -1).all()
    assert (made.cost > 0).all()
