"""The reference page of series, written from the catalogue."""

from collections.abc import Iterator

from policywire.desks.catalogue import Catalogue
from policywire.desks.families import DataSet, Family, Freeze
from policywire.facts import Adjustment, Frequency, Gather

__all__ = ["series_reference"]

_HEAD = """\
# Series

Written by `tools/make_series_reference.py` from each desk's `series.yaml`. Do not edit it here.

A series is named by publisher, measure, reporting place, partner and product:
`census:imports.consumption/USA.MEX/naics:336`. In the tables `{partner}` and `{state}` stand for
place codes (`MEX`, `WLD`, `MEX-NLE`), `[/hs:NN]` for a product that may follow, `N` for a digit.
"""
_FREQUENCIES = {
    Frequency.YEAR: "annual",
    Frequency.QUARTER: "quarterly",
    Frequency.MONTH: "monthly",
    Frequency.DAY: "daily",
}
_ADJUSTMENTS = {
    Adjustment.ADJUSTED: "seasonally adjusted",
    Adjustment.UNADJUSTED: "not seasonally adjusted",
    Adjustment.NONE: "no seasonal pattern",
}
_GATHERS = {Gather.SUM: "sum", Gather.MEAN: "mean", Gather.LAST: "last value"}


def series_reference(catalogue: Catalogue) -> str:
    """Return the reference page of all series of ``catalogue``, as Markdown."""
    lines = [_HEAD, *_summary(catalogue)]
    for home in catalogue.datasets:
        lines += _data_set(home)
    return "\n".join([*lines, *_products(catalogue)]) + "\n"


def _summary(catalogue: Catalogue) -> Iterator[str]:
    yield "## All families"
    yield ""
    yield "| key | title | unit | frequency |"
    yield "|---|---|---|---|"
    for name in sorted(catalogue.members):
        family = catalogue.members[name]
        frequency = _FREQUENCIES[family.frequency]
        yield f"| `{family.key}` | {family.title} | {family.unit} | {frequency} |"
    yield ""


def _data_set(home: DataSet) -> Iterator[str]:
    yield f"## {home.publisher}: {home.dataset}"
    yield ""
    yield f"Public page: <{home.url}>. Licence: {home.licence}."
    yield ""
    for family in home.families:
        yield from _family(family)


def _family(family: Family) -> Iterator[str]:
    yield f"### `{family.key}`"
    yield ""
    yield f"{family.title}." + (
        f" By product: {family.product_title}." * bool(family.product_title)
    )
    yield ""
    season = _ADJUSTMENTS[family.adjustment]
    yield f"- Unit: {family.unit}; {_FREQUENCIES[family.frequency]}, {season}."
    yield f"- Basis: {family.basis}."
    yield f"- Longer periods: {_GATHERS[family.gather]}."
    if family.layer:
        yield f"- Layer: {family.layer}."
    yield f"- In the package: {_frozen(family)}."
    if family.note:
        yield f"- Note: {family.note}"
    yield ""


def _frozen(family: Family) -> str:
    return "; ".join(_rule(family, rule) for rule in family.freeze) or "nothing"


def _rule(family: Family, rule: Freeze) -> str:
    everyone = "every partner held" if "{partner}" in family.key else ""
    partners = ", ".join(f"`{place}`" for place in rule.partners) or everyone
    products = ", ".join(f"`{pattern}`" for pattern in rule.products)
    who = f" for {partners}" if partners else ""
    what = f" of {products}" if products else ""
    return f"from {rule.since}{who}{what}"


def _products(catalogue: Catalogue) -> Iterator[str]:
    yield "## Products by name"
    yield ""
    yield "| code | name in running text |"
    yield "|---|---|"
    for code in sorted(catalogue.products):
        yield f"| `{code}` | {catalogue.products[code]} |"
