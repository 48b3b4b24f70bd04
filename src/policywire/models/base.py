"""What every model gives: a run that can be repeated, and its outcomes with their ranges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policywire.facts import Citation, Period, Unit
from policywire.facts.errors import BadShock, near

__all__ = ["Outcome", "Run"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number a run gives.

    Attributes
    ----------
    value : float
        The central value.
    unit : Unit
        Its unit.
    low, high : float or None
        Ends of its range; None where no draws were made.
    level : float
        Coverage of the range as a share: 0.9 is 90 percent; not told where ``over`` is given.
    period : Period or None
        What the value is about where that is not the run's period: a quarter of a path.
    over : str
        What the range is taken over where it covers nothing: ``baselines``.
    """

    value: float
    unit: Unit
    low: float | None = None
    high: float | None = None
    level: float = 0.9
    period: Period | None = None
    over: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run of a model.

    Attributes
    ----------
    run_id : str
        Hash over model, version, inputs and options.
    model, version : str
        Which model ran, and the version of Policywire.
    title : str
        What was asked.
    replay : str
        The command that runs it again.
    period : Period
        The period of the data it stands on.
    vintage : date
        When the newest of them was retrieved.
    sources : tuple of Citation
        Data sets behind it: publisher and table, third parties named, the day of retrieval.
    residual : float
        What no residual of its certificate exceeds; 0 where nothing is solved.
    outcomes : Mapping of str to Outcome
        By key: ``exports_pct/MEX``, ``bilateral_imports_pct/USA/MEX``.
    names : Mapping of str to str
        What the codes in keys are called.
    members : Mapping of str to tuple of str
        The countries inside regions that are more than one, ISO 3166-1 alpha-3.
    """

    run_id: str
    model: str
    version: str
    title: str
    replay: str
    period: Period
    vintage: date
    sources: tuple[Citation, ...]
    residual: float
    outcomes: Mapping[str, Outcome]
    names: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def outcome(self, key: str) -> Outcome:
        """Return an outcome by key.

        Raises
        ------
        BadShock
            If the run gives none of that key; the message lists near ones.
        """
        if key not in self.outcomes:
            hint = near(key, self.outcomes)
            raise BadShock(f"The run '{self.title}' gives no outcome '{key}'.{hint}")
        return self.outcomes[key]
