"""Totals over many series at once, by partner and year, in the database."""

from dataclasses import dataclass

from policywire.evidence.view import View
from policywire.facts import Place
from policywire.facts.errors import UnknownSeries, near

__all__ = ["Total", "totals_by_partner_and_year"]

# Most series have one vintage; only the rest need the newest picked out for each period.
_TOTALS = """
WITH member AS (
    SELECT number, partner FROM series WHERE family = $family AND product SIMILAR TO $product),
spoken AS (
    SELECT o.series, min(o.vintage) <> max(o.vintage) AS revised
    FROM observation o SEMI JOIN member m ON m.number = o.series
    WHERE o.vintage <= $as_of GROUP BY o.series),
latest AS (
    SELECT o.series, o.start, o.value
    FROM observation o JOIN spoken k ON k.series = o.series AND NOT k.revised
    WHERE o.vintage <= $as_of
    UNION ALL
    SELECT o.series, o.start, arg_max(o.value, o.vintage)
    FROM observation o JOIN spoken k ON k.series = o.series AND k.revised
    WHERE o.vintage <= $as_of GROUP BY o.series, o.start)
SELECT m.partner, year(l.start) AS year, sum(l.value), count(*)
FROM latest l JOIN member m ON m.number = l.series
GROUP BY m.partner, year ORDER BY m.partner, year
"""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a family's series for one partner in one year.

    Attributes
    ----------
    partner : Place
        The partner.
    year : int
        Calendar year.
    value : float
        Sum over products and the periods held, in the unit of the family.
    count : int
        Observations summed.
    """

    partner: Place
    year: int
    value: float
    count: int


def totals_by_partner_and_year(view: View, family: str, product: str) -> tuple[Total, ...]:
    r"""Return totals of a family by partner and year.

    Parameters
    ----------
    view : View
        The store as it stood for the reader.
    family : str
        Publisher and measure: ``census:exports.total``.
    product : str
        Regular expression over product codes: ``hs:\d\d``. Name one depth only, or goods are
        counted twice.

    Raises
    ------
    UnknownSeries
        If no series of the family has such a product.
    """
    asked = {"family": family, "product": product, "as_of": view.as_of}
    rows = view.connection.execute(_TOTALS, asked).fetchall()
    if not rows:
        known = {key.family for key in view.held()}
        raise UnknownSeries(f"No series of {family} has a product {product}.{near(family, known)}")
    return tuple(Total(Place(row[0]), *row[1:]) for row in rows)
