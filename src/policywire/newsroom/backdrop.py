"""What stood around a decision: days of the market, inputs of the rules, samples of responses."""

from dataclasses import replace
from datetime import date, timedelta

from policywire.evidence import View
from policywire.facts import Citation, SeriesKey, Unit
from policywire.facts.errors import MissingObservation
from policywire.models.monetary.tables import certificate, reactions, surprises
from policywire.newsroom.prescriptions import OLD_DATA, OLD_READING, months_on, readings_on
from policywire.newsroom.records import At, Records
from policywire.policy import Footing

__all__ = ["market_days", "rule_inputs", "samples"]

_TWO = SeriesKey.parse("fed:yield.2y/USA")
_RATES = {
    "neutral": "U.S. neutral real interest rate in the Committee's longer-run median projection",
    "natural": "U.S. natural unemployment rate in the Committee's longer-run median projection",
}
_SATURDAY = 5
_RECENT = timedelta(days=200)  # what a decision leaves to be seen
_AROUND = 90  # trading days shown before a decision
_ASSETS = {"sp500": "U.S. stocks", "btc": "bitcoin in U.S. dollars", "eth": "ether in U.S. dollars"}
_REACTIONS = Citation(
    "Policywire response tables",
    "samples of the regressions, from the surprises of Jarocinski and Karadi and exchange prices",
    "",
)
_POINTS, _PERCENT, _RATIO = map(Unit.parse, ("points", "percent", "ratio"))
_ANNOUNCEMENTS = Unit.parse("announcements")


def market_days(made: Records, day: date, view: View) -> None:
    """Name the days of the two-year yield around a meeting, where both are held."""
    held = sorted(view.observations(_TWO))
    if day in held and held.index(day):
        before = held[held.index(day) - 1]
        if day - before <= timedelta(days=5):
            made.periods["day_before"] = str(before)
            made.periods["market_from"] = str(held[max(0, held.index(day) - _AROUND)])
            made.tags.add("market")
    made.tags |= {"weekend"} if day.weekday() >= _SATURDAY else set()
    made.tags |= {"recent"} if view.as_of - day < _RECENT else set()


def rule_inputs(made: Records, day: date, view: View) -> None:
    """Put on record what the rules are told on a day: months, and readings of two rates.

    A reading seen in another place than its publisher's is reported, and its citation says where.
    """
    for name, found in readings_on(day).items():
        footing = Footing.REPORTED if found.via else Footing.RECORD
        locator = found.citation.locator + (
            f"; read at second hand: {found.via}" if found.via else ""
        )
        at = At(found.day, replace(found.citation, locator=locator), footing)
        made.number(f"meeting.{name}", _RATES[name], found.value, _PERCENT, at)
        made.tags |= {f"{name}_held", f"{name}_{'reported' if found.via else 'read'}"}
        made.tags |= {"old_readings"} if day - found.day > OLD_READING else set()
    try:
        core, jobless = months_on(day, view)
    except MissingObservation:
        return
    made.periods |= {
        "core_month": str(core),
        "core_ago": str(core.shift_years(-1)),
        "jobless_month": str(jobless),
    }
    made.tags |= {"stale"} if day - core.end > OLD_DATA else set()


def samples(made: Records, day: date) -> None:
    """Put on record how large the samples of asset responses are, and their largest surprises."""
    at = At(day, _REACTIONS)
    rows = [one for one in reactions() if one.shock == "pc1" and one.sample == "all"]
    for row in rows:
        name = row.response.variable
        if name not in _ASSETS:
            continue
        if name == "btc" and row.response.sample.split()[-3] <= f"{day:%Y-%m}":
            made.tags.add("crypto")
        what, count = _ASSETS[name], row.response.n or 0
        measure = f"Announcements in the sample of {what}"
        made.number(f"response.{name}.n", measure, count, _ANNOUNCEMENTS, at)
        measure = f"Reach of tightening surprises in the sample of {what}"
        reach = round(row.largest_bp / 100, 3)
        made.number(f"response.{name}.reach", measure, reach, _POINTS, at)
    for model, words in (("gk", "published"), ("pc1", "later")):
        strength = round(certificate()["proxy_svar"][model]["robust_f"], 1)
        measure = f"F statistic of the instrument in the {words} U.S. sample"
        made.number(f"response.{model}.f", measure, strength, _RATIO, at)
    agreed = round(certificate()["fallback"]["same_sign"] * 100)
    measure = "Share of U.S. announcements with the sign of the surprise in the yield of the day"
    made.number("response.daily.sign", measure, agreed, _PERCENT, at)
    made.tags |= {"after_sample"} if day > _last_measured() else set()


def _last_measured() -> date:
    return max(day for day, one in surprises().items() if one.surprise_bp is not None)
