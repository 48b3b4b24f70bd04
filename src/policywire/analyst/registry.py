"""The registry: every figure, event and name a brief may print, computed from evidence and law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from policywire.analyst.brief import Brief, FigureSpec
from policywire.analyst.conditions import names_in
from policywire.analyst.figures import Figure, Interval, Root, RuleTrail, RunTrail
from policywire.analyst.periods import resolve
from policywire.analyst.say import expand
from policywire.evidence import Derived, Evaluator, Expression, View, Words, parse
from policywire.facts import Adjustment, Dimension, Frequency, Period, Quantity, Status
from policywire.facts.errors import BadDocument, PolicywireError, near
from policywire.models.base import Outcome, Run
from policywire.policy import Event, Footing, Law, Provision

__all__ = ["Registry", "figure_of", "number_of", "run_figure"]

RULE = "rule."
_BASES = {
    Footing.LAW: "written rule",
    Footing.RECORD: "published record",
    Footing.HYPOTHESIS: "supposed by a scenario",
}
LOW, HIGH = "low.", "high."  # low.FIGURE and high.FIGURE are the ends of a modelled range
DAY = "day."  # day.EVENT and day.as_of are days counted from the year 1


@dataclass(slots=True)
class Registry:
    """What tokens may name.

    Attributes
    ----------
    evaluator : Evaluator
        Over the view the article is written from.
    words : Words
        Short names for expressions.
    periods : dict of str to Period
        Named periods.
    figures : dict of str to Figure
        By id; those of rules are added when asked for.
    law : Law
        Provisions and events.
    names : Mapping of str to str
        Registered names that hold digits.
    as_of : date
        Where the reader stands.
    runs : Mapping of str to Run
        Finished model runs, by the brief's names.
    """

    evaluator: Evaluator
    words: Words
    periods: dict[str, Period]
    figures: dict[str, Figure]
    law: Law
    names: Mapping[str, str]
    as_of: date
    runs: Mapping[str, Run] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        brief: Brief,
        view: View,
        law: Law,
        names: Mapping[str, str],
        runs: Mapping[str, Run] | None = None,
    ) -> "Registry":
        """Compute every figure of a brief.

        Raises
        ------
        PolicywireError
            If an expression is wrong or what it needs is not held; the message names the figure.
        """
        periods = resolve(brief.periods, brief.series, view)
        known: dict[str, Expression] = {}
        words = Words(brief.series, periods, known)
        made = cls(Evaluator(view), words, periods, {}, law, names, view.as_of, runs or {})
        for spec in _expanded(brief.figures):
            made._add(spec, known)
        return made

    def _add(self, spec: FigureSpec, known: dict[str, Expression]) -> None:
        if spec.id in self.figures:
            raise BadDocument(f"The figure '{spec.id}' is given twice.")
        try:
            self.figures[spec.id] = self._run(spec) if spec.run else self._derived(spec, known)
        except PolicywireError as error:
            raise type(error)(f"Figure '{spec.id}': {error}") from error

    def _derived(self, spec: FigureSpec, known: dict[str, Expression]) -> Figure:
        known[spec.id] = parse(spec.expression, self.words)
        return figure_of(spec, self.evaluator.evaluate(known[spec.id]))

    def _run(self, spec: FigureSpec) -> Figure:
        return run_figure(spec, self.run(spec.run))

    def run(self, name: str) -> Run:
        """Return a finished run by the brief's name for it.

        Raises
        ------
        BadDocument
            If there is none; the message lists near names.
        """
        if name not in self.runs:
            raise BadDocument(f"No run is called '{name}'.{near(name, self.runs)}")
        return self.runs[name]

    def figure(self, name: str) -> Figure:
        """Return a figure by id; ``rule.PROVISION`` or ``rule.PROVISION@DAY`` is a rule's.

        Raises
        ------
        BadDocument
            If there is none; the message lists near ids.
        """
        if name.startswith(RULE) and name not in self.figures:
            self.figures[name] = self._rule(name)
        if name not in self.figures:
            raise BadDocument(f"No figure is called '{name}'.{near(name, self.figures)}")
        return self.figures[name]

    def _rule(self, name: str) -> Figure:
        provision_id, _, day = name.removeprefix(RULE).partition("@")
        provision = self.law.provision(provision_id)
        try:
            asked = date.fromisoformat(day) if day else self.as_of
        except ValueError as error:
            raise BadDocument(f"'{name}' names no day after its @: write 2026-07-01.") from error
        provision.asked(self.as_of)
        since, quantity = provision.on(asked)
        return _rule_figure(name, provision, since, quantity)

    def event(self, name: str) -> Event:
        """Return an event by id.

        Raises
        ------
        NotHeld
            If there is none, or it was not known yet where the reader stands.
        """
        event = self.law.event(name)
        event.asked(self.as_of)
        return event

    def name(self, name: str) -> str:
        """Return a registered name by id.

        Raises
        ------
        BadDocument
            If there is none.
        """
        if name not in self.names:
            raise BadDocument(f"No name is registered as '{name}'.{near(name, self.names)}")
        return self.names[name]

    def numbers(self, conditions: tuple[str, ...]) -> dict[str, float]:
        """Return what conditions may name: figures in ones, those of rules too, and days."""
        for name in (name for condition in conditions for name in names_in(condition)):
            if name.startswith(RULE):
                self.figure(name)
        days = {
            f"{DAY}{name}": float(event.day.toordinal()) for name, event in self.law.events.items()
        }
        days[f"{DAY}as_of"] = float(self.as_of.toordinal())
        found = days | {name: number_of(figure) for name, figure in self.figures.items()}
        ranges = {name: one.interval for name, one in self.figures.items() if one.interval}
        found |= {f"{LOW}{name}": interval.low for name, interval in ranges.items()}
        return found | {f"{HIGH}{name}": interval.high for name, interval in ranges.items()}


def number_of(figure: Figure) -> float:
    """Return a figure's number in ones of its unit."""
    return figure.quantity.to(figure.quantity.unit.unscaled).value


def figure_of(spec: FigureSpec, derived: Derived) -> Figure:
    """Return the printable figure of a computed value."""
    decimals = 0 if derived.quantity.unit.dimension is Dimension.RANK else spec.decimals
    return Figure(
        id=spec.id,
        subject=spec.subject,
        measure=spec.measure,
        quantity=derived.quantity,
        period=derived.period,
        vintage=derived.vintage,
        status=derived.status,
        basis=derived.basis,
        layer=derived.layer,
        adjustment=derived.adjustment,
        root=Root.OBSERVATION,
        trail=derived,
        decimals=decimals,
    )


def run_figure(spec: FigureSpec, run: Run) -> Figure:
    """Return the printable figure of a run's outcome.

    Raises
    ------
    BadShock
        If the run gives no such outcome.
    """
    outcome = run.outcome(spec.outcome)
    return Figure(
        id=spec.id,
        subject=spec.subject,
        measure=spec.measure,
        quantity=Quantity(outcome.value, outcome.unit),
        period=outcome.period or run.period,
        vintage=run.vintage,
        status=Status.PROJECTION,
        basis=f"model run: {run.title}",
        layer="modelled",
        adjustment=Adjustment.NONE,
        root=Root.RUN,
        trail=RunTrail(
            *(run.run_id, run.model, run.version, run.replay, spec.outcome, run.title, run.sources)
        ),
        decimals=spec.decimals,
        interval=_interval(outcome),
    )


def _interval(outcome: Outcome) -> Interval | None:
    if outcome.low is None or outcome.high is None:
        return None
    return Interval(outcome.low, outcome.high, outcome.level, outcome.over)


def _expanded(specs: tuple[FigureSpec, ...]) -> Iterator[FigureSpec]:
    """Yield each specification, repeated for each of its ``each``."""
    for spec in specs:
        for values in spec.each or ({},):
            yield replace(
                spec,
                id=expand(spec.id, values),
                expression=expand(spec.expression, values),
                measure=expand(spec.measure, values),
                subject=expand(spec.subject, values),
                run=expand(spec.run, values),
                outcome=expand(spec.outcome, values),
                each=(),
            )


def _rule_figure(name: str, provision: Provision, since: date, quantity: Quantity) -> Figure:
    return Figure(
        id=name,
        subject=provision.id,
        measure=provision.measure,
        quantity=quantity,
        period=Period.of(Frequency.DAY, since),
        vintage=since,
        status=Status.ACTUAL if provision.footing is not Footing.REPORTED else Status.PRELIMINARY,
        basis=_BASES.get(provision.footing, "stated position"),
        layer="statutory" if provision.footing is Footing.LAW else "",
        adjustment=Adjustment.NONE,
        root=Root.RULE,
        trail=RuleTrail(provision.id, since, provision.citation),
        decimals=_decimals(quantity.value),
    )


def _decimals(value: float) -> int:
    """Return how many decimals write a rule's number in full, four at most; then one."""
    return next((count for count in range(5) if round(value, count) == value), 1)
