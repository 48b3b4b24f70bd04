"""Who claims, as a run: groups add up and agree with the compiled change; other work is refused."""

from datetime import date

import numpy as np
import pytest

from policywire.facts.errors import BadShock
from policywire.models.base import Run
from policywire.models.legal.by_maker import CONTENT
from policywire.models.legal.compile import legal
from policywire.models.legal.layers import modelled
from policywire.models.legal.means import grouped, layers_run
from policywire.models.legal.runs import claims_run
from policywire.models.legal.told import told
from policywire.models.origin_choice.tables import goods
from policywire.models.trade.scenarios.scenario import baseline_of, find_scenario

ASKED = "usmca-rvc-82-us-50"
DRAWS = 20


@pytest.fixture(scope="module")
def content() -> Run:
    return claims_run(find_scenario(ASKED), DRAWS)


def test_all_goods_agree_with_the_change_compiled_for_the_trade_model(content: Run) -> None:
    scenario = find_scenario(ASKED)
    law = scenario.changes[0].law
    assert law is not None
    made = legal(law, baseline_of(scenario))
    for one in told(made, DRAWS):
        place = f"{one.name}/{one.place}/all/{one.side}"
        found = content.outcomes[place]
        assert found.value == pytest.approx(one.value, abs=1e-6), place
        assert (found.low, found.high) == pytest.approx((one.low, one.high), abs=1e-6), place


@pytest.mark.parametrize("place", ["MEX", "CAN"])
def test_sectors_weighted_by_imports_make_up_all_goods(content: Run, place: str) -> None:
    held = goods(place)
    groups = grouped(held)
    sectors = {name for name in held.sector if name}
    part = sum(held.imports[groups[n]].sum() * _claimed(content, place, n) for n in sectors)
    rest = held.imports[np.array(held.sector) == ""].sum()
    whole = held.imports.sum() * _claimed(content, place, "all")
    rounding = 1e-8 * whole  # outcomes are kept to seven decimals of a percent
    assert part - rounding <= whole <= part + 100 * rest + rounding


def _claimed(made: Run, place: str, group: str) -> float:
    return made.outcomes[f"claimed_pct/{place}/{group}/before"].value


def test_only_vehicles_and_what_holds_them_leave_under_a_vehicle_rule(content: Run) -> None:
    assert content.outcomes["left_points/MEX/vehicles"].value < -0.1
    assert content.outcomes["left_points/MEX/C13T15"].value == pytest.approx(0, abs=1e-9)


def test_less_us_content_means_fewer_comply_and_more_cost(content: Run) -> None:
    """The rule on U.S. value bites from the bottom; the rule before it asks for none."""
    names = [f"us{100 * one:.0f}" for one in CONTENT]
    after = [content.outcomes[f"complying_pct/{name}/after"].value for name in names]
    cost = [content.outcomes[f"content_cost_pct/{name}/after"].value for name in names]
    before = {content.outcomes[f"content_cost_pct/{name}/before"].value for name in names}
    assert after == sorted(after)
    assert cost == sorted(cost, reverse=True)
    assert len(before) == 1
    alone = content.outcomes["complying_pct/us10/rvc_alone"].value
    assert content.outcomes["complying_pct/us10/after"].value < alone


def test_ranges_hold_their_values_and_no_number_is_missing(content: Run) -> None:
    for key, one in content.outcomes.items():
        assert one.low is not None, key
        assert one.high is not None, key
        assert np.isfinite([one.value, one.low, one.high]).all(), key
        assert one.low <= one.high, key


def test_a_second_run_is_the_same_and_other_draws_are_another_run(content: Run) -> None:
    again = claims_run(find_scenario(ASKED), DRAWS)
    assert again == content
    assert claims_run(find_scenario(ASKED), 5).run_id != content.run_id


def test_a_lapse_leaves_nobody_a_claim_and_no_makers_to_comply() -> None:
    made = claims_run(find_scenario("usmca-lapse"), 2)
    assert made.outcomes["claimed_pct/MEX/all/after"].value == 0
    assert not any(key.startswith("complying_pct") for key in made.outcomes)
    without, within = (made.outcomes[f"{n}_pct/MEX/C29/after"].value for n in ("without", "within"))
    assert without == within


def test_what_changes_no_law_or_has_no_draws_is_refused() -> None:
    with pytest.raises(BadShock, match="no single change of law"):
        claims_run(find_scenario("tariff-25-mex-can"), 10)
    with pytest.raises(BadShock, match="2 or more"):
        claims_run(find_scenario(ASKED), 1)


def test_layers_of_a_day_are_those_of_the_model() -> None:
    day = date(2025, 11, 15)
    made, found = layers_run(day), modelled("MEX", day, recent=True)
    assert str(made.period) == "2025-11"
    assert made.outcomes["modelled_pct/MEX"].value == pytest.approx(100 * found.rate, abs=1e-6)
    assert made.outcomes["within_pct/MEX"].value == pytest.approx(100 * found.within, abs=1e-6)
    # A fee is no duty: it is in none of the three layers, nor in duties collected.
    assert made.outcomes["without_pct/MEX"].value == pytest.approx(100 * found.without, abs=1e-6)


def test_what_is_modelled_of_a_day_ranges_over_what_content_is_assumed_to_be() -> None:
    """Wider than draws of claiming costs alone, about the centre, and told as such."""
    day = date(2025, 11, 15)
    made = layers_run(day).outcomes["modelled_pct/MEX"]
    drawn = modelled("MEX", day, recent=True)
    assert made.low is not None
    assert made.high is not None
    assert drawn.low is not None
    assert drawn.high is not None
    assert made.low < 100 * drawn.low
    assert made.high > 100 * drawn.high
    assert made.over == "claiming costs and assumed content"


def test_what_is_modelled_of_a_day_by_sector_makes_up_all_goods() -> None:
    found = layers_run(date(2025, 11, 15)).outcomes
    held = goods("MEX")
    sector, whole = np.array(held.sector), held.recent.sum()
    total = sum(
        held.recent[sector == one].sum() * found[f"modelled_pct/MEX/{one}"].value
        for one in np.unique(sector)
        if one and f"modelled_pct/MEX/{one}" in found
    )
    rest = held.recent[sector == ""].sum()  # bears what its lines bear; in no sector
    assert abs(total / whole - found["modelled_pct/MEX"].value) <= 40 * rest / whole + 1e-6
