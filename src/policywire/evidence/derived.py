"""What an expression gives: a value, and everything it rests on."""

from dataclasses import dataclass
from datetime import date

from policywire.facts import Adjustment, Observation, Origin, Period, Quantity, Status

__all__ = ["Derived"]


@dataclass(frozen=True, slots=True)
class Derived:
    """A value an expression gave, and everything it rests on.

    Attributes
    ----------
    expression : str
        Text that gives it again on the same store and ``as_of``.
    quantity : Quantity
        The value, unrounded.
    period : Period
        What it is about; for a change, the later period.
    against : Period or None
        The earlier period of a difference or change over time.
    basis : str
        Accounting basis of the operands, or the convention that joins two.
    adjustment : Adjustment
        Seasonal adjustment of the operands.
    layer : str
        ``collected``, ``statutory`` or ``modelled`` for duties; empty otherwise.
    status : Status
        The least final among the observations.
    vintage : date
        The newest among the observations.
    observations : tuple of Observation
        Every observation used, once each, in order of series and period.
    documents : tuple of Origin
        The documents they were read from.
    among : int
        For a rank, how many were ranked; 0 otherwise.
    """

    expression: str
    quantity: Quantity
    period: Period
    against: Period | None
    basis: str
    adjustment: Adjustment
    layer: str
    status: Status
    vintage: date
    observations: tuple[Observation, ...]
    documents: tuple[Origin, ...]
    among: int = 0

    def trail(self) -> tuple[str, ...]:
        """Return the trail in lines: expression, observations by series, documents."""
        keys = dict.fromkeys(item.key for item in self.observations)
        runs = [_run(tuple(item for item in self.observations if item.key == key)) for key in keys]
        return (
            f"expression    {self.expression}",
            f"value         {self.quantity}",
            *(f"observations  {run}" for run in runs),
            *(f"document      {origin.id}  {origin.words()}" for origin in self.documents),
        )


def _run(items: tuple[Observation, ...]) -> str:
    """Describe the observations of one series in one line."""
    vintages = sorted({item.vintage.isoformat() for item in items})
    periods = f"{items[0].period}" if len(items) == 1 else f"{items[0].period}..{items[-1].period}"
    return f"{items[0].key}  n={len(items)}  {periods}  vintage {', '.join(vintages)}"
