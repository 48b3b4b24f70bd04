"""The changes a scenario is made of, as its YAML writes them: a closed schema."""

import math
from dataclasses import dataclass
from datetime import date

from policywire.facts import Citation
from policywire.facts.errors import BadDocument
from policywire.policy.change import Changes

__all__ = ["HYPOTHESIS", "Change", "Factor", "Points", "Tariff", "TradeCost"]

HYPOTHESIS = "hypothesis"


@dataclass(frozen=True, slots=True)
class Points:
    """Percentage points of an ad valorem rate: 25 is a quarter of the value before duty."""

    value: float

    @classmethod
    def parse(cls, text: str) -> "Points":
        """Read a number of points; ``%`` is refused, for it could mean a share of the rate.

        Raises
        ------
        ValueError
            If the text is no finite number.
        """
        return cls(_number(text, "points of the value before duty, such as 25"))

    @property
    def share(self) -> float:
        """The points as a share of the value: 0.25."""
        return self.value / 100


@dataclass(frozen=True, slots=True)
class Factor:
    """What multiplies a cost: 1.05 makes it a twentieth higher."""

    value: float

    @classmethod
    def parse(cls, text: str) -> "Factor":
        """Read a factor above 0.

        Raises
        ------
        ValueError
            If the text is no finite number above 0.
        """
        value = _number(text, "a factor above 0, such as 1.05 for 5 percent more")
        if value <= 0:
            raise ValueError(f"factor is {text}; a cost is multiplied by a number above 0.")
        return cls(value)


def _number(text: str, wanted: str) -> float:
    bare = text.strip()
    if "%" in bare or "percent" in bare.lower():
        raise ValueError(f"'{text}' has a percent sign. Write the number alone: {wanted}.")
    try:
        value = float(bare)
    except ValueError as error:
        raise ValueError(f"'{text}' is no number. Write {wanted}.") from error
    if not math.isfinite(value):
        raise ValueError(f"'{text}' is no finite number. Write {wanted}.")
    return value


@dataclass(frozen=True, slots=True)
class Tariff:
    """A change of tariffs.

    Attributes
    ----------
    importers, exporters, sectors : tuple of str
        Codes, names or groups.
    add : Points or None
        Points added to the rate of the baseline.
    set : Points or None
        The rate after, in points. One of the two is given.
    """

    importers: tuple[str, ...]
    exporters: tuple[str, ...]
    sectors: tuple[str, ...]
    add: Points | None = None
    set: Points | None = None

    def __post_init__(self) -> None:
        """Refuse a change that says no rate, or two."""
        _refuse_blank(self)
        if (self.add is None) == (self.set is None):
            raise BadDocument(
                "a tariff gives one of add (points on top of the rate) and set (the rate after)."
            )


@dataclass(frozen=True, slots=True)
class TradeCost:
    """A change of iceberg trade costs.

    Attributes
    ----------
    importers, exporters, sectors : tuple of str
        Codes, names or groups.
    factor : Factor
        What multiplies the cost.
    """

    importers: tuple[str, ...]
    exporters: tuple[str, ...]
    sectors: tuple[str, ...]
    factor: Factor

    def __post_init__(self) -> None:
        """Refuse a change that names nobody."""
        _refuse_blank(self)


def _refuse_blank(change: Tariff | TradeCost) -> None:
    for axis in ("importers", "exporters", "sectors"):
        names: tuple[str, ...] = getattr(change, axis)
        if not names or not all(name.strip() for name in names):
            raise BadDocument(f"{axis} names nothing; give codes, names or a group such as world.")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a scenario: a tariff, a trade cost or the law, with what it rests on.

    Attributes
    ----------
    citation : Citation or str
        The act or proposal it comes from, or the word ``hypothesis``.
    tariff : Tariff or None
        Which tariffs change.
    trade_cost : TradeCost or None
        Which trade costs change.
    law : Changes or None
        What the law becomes. One of the three is given.
    effective : date or None
        The day it holds from, where it has one; a change of law names its own.
    odds : Points or None
        With a law that renews the agreement: the chance a year, in percent, that it lapsed, as
        firms saw it. What certainty is worth to them is a fall of trade costs.
    """

    citation: Citation | str
    tariff: Tariff | None = None
    trade_cost: TradeCost | None = None
    law: Changes | None = None
    effective: date | None = None
    odds: Points | None = None

    def __post_init__(self) -> None:
        """Refuse a change of nothing or of two things, and a citation in prose."""
        if sum(one is not None for one in (self.tariff, self.trade_cost, self.law)) != 1:
            raise BadDocument(
                "a change is one of tariff and trade_cost, or law; write two changes for two."
            )
        if self.law is not None and self.effective is not None:
            raise BadDocument("a law has its own effective; leave out the change's.")
        if self.odds is not None and not (self.law is not None and self.law.renewal):
            raise BadDocument("odds go with a law that has renewal: true; leave them out.")
        if self.odds is not None and not 0 <= self.odds.value <= 100:
            raise BadDocument(f"odds is {self.odds.value:g}; a chance is 0 to 100 percent a year.")
        if isinstance(self.citation, str) and self.citation != HYPOTHESIS:
            raise BadDocument(
                f"citation is '{self.citation}'; give title, locator and href of the act, or the "
                f"word {HYPOTHESIS}."
            )

    @property
    def cells(self) -> Tariff | TradeCost:
        """Cells that are changed by name; a law finds its own.

        Raises
        ------
        BadDocument
            If the law is changed.
        """
        made = self.tariff or self.trade_cost
        if made is None:
            raise BadDocument("a law names no cells.")
        return made

    @property
    def starts(self) -> date | None:
        """The day it holds from."""
        return self.law.effective if self.law is not None else self.effective

    def words(self) -> str:
        """Return the change in a line: ``tariff add 25, USA from MEX, CAN, goods``."""
        if self.law is not None:
            return _law_words(self.law, self.odds)
        if self.trade_cost is not None:
            what = f"trade_cost factor {self.trade_cost.factor.value:g}"
        else:
            assert self.tariff is not None
            said = "add" if self.tariff.add is not None else "set"
            points = self.tariff.add or self.tariff.set
            what = f"tariff {said} {points.value:g}" if points else "tariff"
        importers, exporters, sectors = (
            ", ".join(getattr(self.cells, axis)) for axis in ("importers", "exporters", "sectors")
        )
        return f"{what}, {importers} from {exporters}, {sectors}"


def _law_words(law: Changes, odds: Points | None) -> str:
    """Return a change of law in a line: ``law from 2027-07-01: lapse``."""
    said = [name for name in ("lapse", "renewal", "china_content_ban") if getattr(law, name)]
    numbers = {name: getattr(law, name) for name in ("rvc", "us_value", "penalty")}
    said += [f"{name} {value:g}" for name, value in numbers.items() if value is not None]
    said += [f"{name} at {rate:g}" for name, rate in law.rates.items()]
    said += [f"{name} ends" for name in law.ends]
    said += [f"exempt list of {name} ends" for name in law.exempt_list_ends]
    if odds is not None:
        said.append(f"odds {odds.value:g} a year")
    return f"law from {law.effective}: {', '.join(said)}"
