"""What is asked of a good's origin, and how it comes out: product, steps, verdict."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policywire.policy.bill import Bill
from policywire.policy.content import Costs
from policywire.policy.hts import Schedule
from policywire.policy.law import Law
from policywire.policy.producer import Producer

__all__ = ["PARTS", "Product", "Question", "Step", "Verdict"]

PARTS = ("core", "principal", "complementary")


@dataclass(frozen=True, slots=True)
class Product:
    """The good whose origin is asked.

    Attributes
    ----------
    hts : str
        Its digits.
    day : date
        The day of entry.
    tv : float or None
        Transaction value without international shipment.
    costs : Costs or None
        Costs its net cost is counted from.
    use : str
        Vehicle it is for, of :data:`USES`; empty where unsaid.
    part : str
        Class of part under the Automotive Appendix, of :data:`PARTS`; empty where unsaid.
    zone : bool
        Whether it was made in a U.S. foreign-trade zone.
    unassembled : bool
        Whether it came in unassembled and is classified as assembled (GRI 2(a)).
    producer : Producer or None
        What the producer of a vehicle can show besides content.
    """

    hts: str
    day: date
    tv: float | None = None
    costs: Costs | None = None
    use: str = ""
    part: str = ""
    zone: bool = False
    unassembled: bool = False
    producer: Producer | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at.

    Attributes
    ----------
    what : str
        What, with its numbers.
    paragraph : str
        Where it is written.
    passed : bool or None
        How it came out; None where it could not be decided, or decides nothing.
    """

    what: str
    paragraph: str
    passed: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {"what": self.what, "paragraph": self.paragraph, "passed": self.passed}


@dataclass(slots=True)
class Verdict:
    """Whether a good originates, and why.

    Attributes
    ----------
    originating : bool or None
        None where a rule or an amount is not held.
    why : str
        The step that decided.
    vnm : float
        Value of non-originating materials.
    tv_content, nc_content : float or None
        Content by transaction value and by net cost, percent.
    steps : list of Step
        What was looked at, in order.
    """

    originating: bool | None
    why: str
    vnm: float
    tv_content: float | None
    nc_content: float | None
    steps: list[Step] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the answer for machines."""
        return {
            "originating": self.originating,
            "why": self.why,
            "vnm": self.vnm,
            "rvc": {"TV": self.tv_content, "NC": self.nc_content},
            "steps": [step.as_json() for step in self.steps],
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What an assessment rests on.

    Attributes
    ----------
    bill : Bill
        What the good is made of.
    product : Product
        The good.
    law : Law
        Thresholds of origin by date.
    schedule : Schedule
        The tariff schedule.
    """

    bill: Bill
    product: Product
    law: Law
    schedule: Schedule

    def limit(self, name: str) -> float:
        """Return a threshold of the day."""
        return self.law.provision(f"origin.{name}").on(self.product.day)[1].value
