"""What ranges are over is said: elasticities, and who claims where the law is changed."""

import pytest

from policywire.models.trade.scenarios.scenario import find_scenario, scenario_paths
from policywire.models.trade.scenarios.shocks import drawn_over


@pytest.mark.parametrize("name", sorted(scenario_paths()))
def test_draws_say_what_they_are_over(name: str) -> None:
    held = find_scenario(name)
    lawful = any(change.law for change in held.changes)
    assert drawn_over(held) == ("elasticities and who claims" if lawful else "elasticities")
    if name.startswith("usmca") and name != "usmca-vehicles-25":
        assert lawful
