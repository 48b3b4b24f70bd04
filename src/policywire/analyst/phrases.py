"""Phrases: a figure said whole, so that its number cannot be given to another subject.

``{{p:mx_in_now}}`` becomes ``U.S. general imports of goods from Mexico of $534.9 billion in
2025``; the form ``clause`` makes a clause of it. Code writes measure, number and period; inside
the phrase number, period and direction keep spans of their own, so that page, notes and audit
bind each of them as they do outside a phrase.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from policywire.analyst.draft import Span
from policywire.analyst.figures import Figure, Root, RuleTrail
from policywire.analyst.nouns import Noun, noun_of, with_article
from policywire.analyst.numbers import (
    MINUS,
    NO_RANGE,
    printed,
    printed_end,
    printed_end_in,
    printed_quantity,
)
from policywire.analyst.phrase_maker import Maker
from policywire.analyst.wording import direction
from policywire.evidence import Derived
from policywire.facts import Dimension, Frequency, Period, Quantity, Status, Unit
from policywire.facts.errors import WrongUse, near

__all__ = ["FORMS", "period_phrase", "phrase", "range_phrase"]

RANGE_FORMS = ("ends", "short", "coverage")

FORMS = ("noun", "clause")
_RULE_DAY = "@"
_PAIRS = (("rose", "fell"), ("increased", "declined"))
_NOUNS = ("rise", "fall")
_SHARE = Unit(Dimension.SHARE)
_PROPORTIONS = (Dimension.PERCENT, Dimension.SHARE)
_BALANCE = re.compile(r"\bbalance of trade\b|\btrade balance\b|\bbalance\b")
_RANK = re.compile(r"[Rr]ank of (?P<who>.+?) among (?P<among>.+?), (?P<what>.+)")


def phrase(
    figure: Figure, form: str = "", *, as_of: date | None = None, turn: int = 0
) -> tuple[Span, ...]:
    """Return the phrase of a figure.

    Parameters
    ----------
    figure : Figure
        What is said.
    form : str
        ``noun`` (or none) for a noun phrase, ``clause`` for a clause with its verb.
    as_of : date, optional
        Where the reader stands; a rule that takes effect later is said to be set, not in force.
    turn : int
        Verbs of change rotate with it.

    Raises
    ------
    WrongUse
        If the form is unknown, or the measure says of whom it is in no word, so that the phrase
        would give its number to nobody.
    """
    if form and form not in FORMS:
        raise WrongUse(f"'{form}' is no form of a phrase; use noun or clause.")
    noun = noun_of(figure)
    made, clause = Maker(figure), form == "clause"
    if isinstance(figure.trail, RuleTrail):
        _rule(made, noun, clause, as_of)
    elif figure.root is Root.RUN or figure.status is Status.PROJECTION:
        _modelled(made, noun, clause)
    elif figure.quantity.unit.dimension is Dimension.RANK:
        _rank(made, clause)
    elif _is_change(figure):
        _change(made, noun, clause, turn)
    else:
        _level(made, noun, clause)
    return tuple(made.spans)


def period_phrase(period: Period) -> tuple[str, str]:
    """Return the preposition of a period, and its words: ``in``, ``2025``."""
    if period.frequency is Frequency.DAY and period.is_single:
        return "on", period.words()
    ranged = not period.is_single and not period.is_trailing_year
    return "from" if ranged else "in", period.words()


def range_phrase(figure: Figure, form: str = "") -> tuple[Span, ...]:
    """Return the range of a modelled figure: ``1.4 percent to 2.9 percent, coverage 90 percent``.

    Parameters
    ----------
    figure : Figure
        Of a model run.
    form : str
        ``ends`` leaves the coverage out, ``short`` writes the ends for a cell as well, and
        ``coverage`` is the coverage alone. Where nothing in a figure is drawn, that is said.

    Raises
    ------
    WrongUse
        If it has no range, or the form is unknown.
    """
    if figure.interval is None:
        raise WrongUse(f"The figure '{figure.id}' has no range.")
    if form and form not in RANGE_FORMS:
        known = ", ".join(RANGE_FORMS)
        raise WrongUse(f"'{form}' is no form of a range.{near(form, RANGE_FORMS)} Known: {known}.")
    made = Maker(figure)
    if form == "coverage" and figure.interval.over:
        raise WrongUse(f"The range of '{figure.id}' is over {figure.interval.over}: no coverage.")
    if form == "coverage":
        made.end(_coverage(figure.interval.level))
    else:
        _ends(made, form)
    return tuple(replace(span, phrase="") for span in made.spans)


def _is_change(figure: Figure) -> bool:
    trail = figure.trail
    if not isinstance(trail, Derived) or trail.against is None:
        return False
    return trail.expression.startswith(("change(", "difference("))


def _when(made: Maker, period: Period) -> None:
    made.words(f" {period_phrase(period)[0]} ").period(period)


def _said(figure: Figure) -> str:
    """Return the words for a number that is not final."""
    return {Status.PRELIMINARY: " (preliminary)", Status.ESTIMATE: " (estimate)"}.get(
        figure.status, ""
    )


# ------------------------------------------------------------------- levels, shares, balances


def _level(made: Maker, noun: Noun, clause: bool) -> None:
    figure = made.figure
    words, form = _balanced(figure, noun.words)
    if clause:
        made.words(f"{noun.article}{words} {noun.was} ").number(form)
    elif noun.indefinite and figure.quantity.unit.dimension in _PROPORTIONS:
        made.words(_before(figure)).number(form).words(f" {words}")
    else:
        made.words(f"{noun.indefinite}{words} of ").number(form)
    _when(made, figure.period)
    if _said(figure):
        made.words(_said(figure))


def _before(figure: Figure) -> str:
    """Return the article before a number: ``an 8.2 percent share``."""
    number = printed(figure, "abs")
    return "an " if re.match(r"8|1[18](?!\d)|eight|eleven", number) else "a "


def _balanced(figure: Figure, words: str) -> tuple[str, str]:
    """Return the words of a balance below or above zero, and the form of its number."""
    value = figure.quantity.value
    if figure.quantity.unit.dimension is not Dimension.CURRENCY or not _BALANCE.search(words):
        return words, ""
    if MINUS not in printed(figure) and value < 0:
        return words, ""
    name = "deficit" if value < 0 else "surplus"
    return _BALANCE.sub(lambda found: _named(found[0], name), words, count=1), "abs"


def _named(found: str, name: str) -> str:
    return found.replace("balance of trade", f"{name} in trade").replace("balance", name)


# ------------------------------------------------------------------- changes


def _change(made: Maker, noun: Noun, clause: bool, turn: int) -> None:
    figure = made.figure
    zero = not re.search(r"[1-9]", printed(figure))
    if clause:
        made.words(f"{noun.article}{noun.words} ")
        if zero:
            made.words("changed by ").number("abs")
        else:
            made.turn(direction(figure, _PAIRS[turn % len(_PAIRS)], 0)).words(" ").number("abs")
    else:
        made.words("a ")
        (made.words("change") if zero else made.turn(direction(figure, _NOUNS, 0)))
        made.words(" of ").number("abs").words(f" in {noun.article}{noun.words}")
    _between(made)


def _between(made: Maker) -> None:
    """Add both periods of a change, the earlier one as its base."""
    trail = made.figure.trail
    assert isinstance(trail, Derived)
    assert trail.against is not None
    if trail.period.is_single and trail.against.is_single:
        made.words(" between ").period(trail.against).words(" and ").period(trail.period)
    else:
        _when(made, trail.period)
        made.words(", compared with ").period(trail.against)


# ------------------------------------------------------------------- ranks, rules, models


def _rank(made: Maker, clause: bool) -> None:
    """Say a rank: of whom, among whom, by what; the year itself where years are ranked."""
    figure = made.figure
    match = _RANK.fullmatch(figure.measure)
    if match is None:
        raise WrongUse(f"'{figure.measure}' is no rank: write Rank of WHO among WHOM, WHAT.")
    of_years, who = match["who"] == "the year", with_article(match["who"])
    if clause:
        (made.period(figure.period) if of_years else made.words(who)).words(" ranked ")
        made.number("ordinal")
    else:
        made.words("the ").number("ordinal").words(" place of ")
        (made.period(figure.period) if of_years else made.words(who))
    made.words(f" in {match['what']} among {match['among']}")
    if not of_years:
        _when(made, figure.period)


def _rule(made: Maker, noun: Noun, clause: bool, as_of: date | None) -> None:
    figure = made.figure
    assert isinstance(figure.trail, RuleTrail)
    later = as_of is not None and figure.trail.effective > as_of
    past = _RULE_DAY in figure.id
    verb, since = ("has been", "since") if noun.was == "was" else ("have been", "since")
    if later or past or figure.status is not Status.ACTUAL:
        present = "is" if noun.was == "was" else "are"
        verb, since = f"{present if later else noun.was} set at", "from"
    if figure.status is not Status.ACTUAL:
        verb = "is reported as" if noun.was == "was" else "are reported as"
    made.words(f"{noun.article if clause else noun.indefinite}{noun.words}")
    made.words(f" {verb} " if clause else " of ").number()
    made.words(f" {since if clause else 'from'} ").period(figure.period)


def _modelled(made: Maker, noun: Noun, clause: bool) -> None:
    """Say a modelled number with its range, and that it is one."""
    figure = made.figure
    if figure.interval is None:
        raise WrongUse(f"The modelled figure '{figure.id}' has no range, so it is not said.")
    if clause:
        made.words(f"the model projects {noun.article}{noun.words} at ")
    else:
        made.words(f"{'a ' if noun.indefinite else ''}projected {noun.words} of ")
    made.number()
    _when(made, figure.period)
    made.words(" (range ")
    _ends(made)
    made.words(")")


def _ends(made: Maker, form: str = "") -> None:
    figure = made.figure
    assert figure.interval is not None
    low, high = figure.interval.low, figure.interval.high
    if low == high:
        made.end(NO_RANGE)
        return
    if form == "short":
        unit = figure.quantity.unit
        made.end(printed_end_in(figure, low, unit)).words(" to ")
        made.end(printed_end_in(figure, high, unit))
        return
    made.end(printed_end(figure, low)).words(" to ")
    made.end(printed_end(figure, high))
    if not form and figure.interval.over:
        made.words(f", over {figure.interval.over}")
    elif not form:
        made.words(", coverage ").end(_coverage(figure.interval.level))


@lru_cache(maxsize=64)
def _coverage(level: float) -> str:
    return printed_quantity(Quantity(level, _SHARE), 0)
