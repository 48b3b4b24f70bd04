"""The commands on sites, waiting and layers: contracts, words, and clear refusals."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policywire.cli import app

RUN = CliRunner()


def told(*arguments: str) -> Any:
    result = RUN.invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code in (1, 2), result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return " ".join(result.stderr.split())


def test_sites_keep_their_contract() -> None:
    found = told("compare-sites")
    assert found["hts"] == "9032.89.60"
    first = found["sites"][0]
    parts = sum(first[name] for name in ("works", "freight", "duty", "fee", "stock", "risk"))
    assert first["total"] == pytest.approx(parts)
    assert set(first["breakeven_duty"]) == {one["site"] for one in found["sites"][1:]}
    bare = told("compare-sites", "--no-claim")
    assert bare["sites"][0]["duty"] > 0
    assert bare["cheapest"] != found["cheapest"]


def test_sites_in_words() -> None:
    result = RUN.invoke(app, ["compare-sites"])
    assert result.exit_code == 0
    for text in ("Monterrey", "Ohio", "even at", "assumed", "is cheapest"):
        assert text in result.stdout


def test_sites_that_cannot_be_read(tmp_path: Path) -> None:
    assert "cannot be read" in refused("compare-sites", str(tmp_path / "none.yaml"))
    odd = tmp_path / "odd.yaml"
    odd.write_text("title: t\n", encoding="utf-8")
    assert "odd.yaml" in refused("compare-sites", str(odd))
    odd.write_bytes(b"\xff\xfe\x00")
    assert "odd.yaml" in refused("compare-sites", str(odd))


def test_waiting_keeps_its_contract() -> None:
    """One day of decision: growth of 3 percent a year over it, as worked by the formula."""
    found = told("wait", "--margin", "15%", "--kept", "0.7", "--years", "1", "--growth", "3%")
    discount = math.exp(-0.1)
    annuity = (1 - discount) / 0.1
    odds = (0.15 * annuity - 1 + discount * 1.03) / (discount * (1.03 - 0.7))
    assert found["breakeven_odds"] == pytest.approx(odds, rel=1e-12)
    many = told("wait", "--margin", "15%", "--kept", "40%", "--threat", "10%")
    assert many["years"] == pytest.approx(9.6, abs=3)
    assert [row["odds"] for row in many["threat"]] == [0.02, 0.05, 0.1, 0.2]


def test_waiting_in_words() -> None:
    lines = RUN.invoke(app, ["wait", "--margin", "15%", "--kept", "40%", "--threat", "10%"]).stdout
    assert "Waiting beats building now" in lines
    assert "feared at 10% a year" in lines
    poor = RUN.invoke(app, ["wait", "--margin", "1%", "--kept", "40%"]).stdout
    assert "Waiting wins at any odds" in poor
    rich = RUN.invoke(app, ["wait", "--margin", "90%", "--kept", "90%"]).stdout
    assert "Building now wins" in rich


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--margin", "lots", "--kept", "40%"], "--margin takes a share"),
        (["--margin", "15", "--kept", "40%"], "write 15% if percent"),
        (["--margin", "15%", "--kept", "140%"], "within 0 and 1"),
        (["--margin", "15%", "--kept", "40%", "--rate", "0"], "above 0"),
        (["--margin", "15%", "--kept", "40%", "--years", "0"], "above 0"),
        (["--margin", "15%", "--kept", "40%", "--reviews", "100%"], "between 0 and 1"),
        (["--margin", "nan", "--kept", "40%"], "--margin"),
    ],
)
def test_plants_that_cannot_be(arguments: list[str], message: str) -> None:
    assert message in refused("wait", *arguments)


def test_layers_keep_their_contract() -> None:
    (found,) = told("law", "--layers", "2025-02", "--origin", "MEX")
    names = ("place", "month", "without", "within", "modelled", "range", "use", "collected")
    assert tuple(found) == (*names, "ratio")
    assert found["ratio"] == pytest.approx(found["collected"] / found["modelled"])


def test_layers_in_words_and_refused() -> None:
    result = RUN.invoke(app, ["law", "--layers", "2025-01..2025-02", "--origin", "MEX"])
    assert result.exit_code == 0
    assert "collected over modelled" in " ".join(result.stdout.split())
    assert "no month" in refused("law", "--layers", "June")
    assert "MEX, CAN" in refused("law", "--layers", "2025-02", "--origin", "CHN")
    assert "lies before" in refused("law", "--layers", "2024-01..2025-02")


def blocks(page: str) -> list[str]:
    """Return the YAML examples of a page of the documentation."""
    text = (Path(__file__).parents[3] / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"(?ms)^```yaml\n(.+?)^```", text)


def test_the_examples_of_the_pages_run(tmp_path: Path) -> None:
    (sites,), (law,) = blocks("do/compare-sites.md"), blocks("explain/who-claims.md")
    (tmp_path / "sites.yaml").write_text(sites, encoding="utf-8")
    found = told("compare-sites", str(tmp_path / "sites.yaml"))
    assert [one["site"] for one in found["sites"]] == ["Monterrey", "Ho Chi Minh City"]
    (tmp_path / "law.yaml").write_text(law, encoding="utf-8")
    assert told("run", str(tmp_path / "law.yaml"))["law"]["duty_pct"]["MEX"]


def test_a_law_is_run_and_told() -> None:
    found = told("run", "usmca-lapse")
    after = found["law"]["duty_pct"]["MEX"]["after"]["value"]
    assert after > found["law"]["duty_pct"]["MEX"]["before"]["value"]
    assert found["changes"] == ["law from 2027-07-01: lapse"]
