"""M1 for figures of written rules: the words around a number are those of its rule."""

from collections import Counter
from collections.abc import Iterator

from policywire.analyst.rules.bearing import Bearings, content_words
from policywire.analyst.rules.clauses import Number
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.times import Told

__all__ = ["check_rule_words"]

_RULE = "rule."
_DUTY = frozenset(("duty", "dutie", "surcharge", "tariff", "levy", "levie", "add", "carry"))
_WHOSE = frozenset(("united", "state"))
_LED = 3  # words that lead to a number
_ENOUGH = 0.5  # of a word that no other rule has, or two words that half of them share


def check_rule_words(
    number: Number, text: str, told: Told, bearings: Bearings, last: str
) -> Iterator[Fault]:
    """Yield a fault where the words around a rule's number are those of another rule, or of none.

    The measure of a rule is a sentence, not a series, so words are weighed: one that few rules
    have weighs more. Those nearest to the number decide, then those of its clause.
    """
    own = bearings.of(number.name)
    assert own is not None
    alone = own.words - _WHOSE or own.words  # a place alone tells nobody which rule is meant
    span, near = number.placed, [content_words(part) for part in _around(number, text)]
    weights = _weights(bearings)
    fit = _fit(own.words, near, weights)
    if not near[0] and _provision(last) == _provision(number.name):
        yield from _in_order(number, text, bearings, last)
        return  # goes to one from the other: one rule, named once
    inside = told.inside or told.either
    if max(_fit(alone, near, weights)) < _ENOUGH or _is_duty(own.words) > _is_duty(near[-1]):
        yield fault("M1", span.span.text, span.place, "too few words of its rule stand near")
        return
    if inside is not None and not inside.same_days(own.period):
        yield fault("T1", span.span.text, span.place, f"which is of {own.period.words()}")
    for name in weights.rules:
        other = bearings.of(name)
        if other is None or _provision(name) == _provision(number.name):
            continue
        if _fit(other.words, near, weights) > fit:
            more = f"the words are those of {_provision(name)}"
            yield fault("M1", span.span.text, span.place, more)
            return


def _in_order(number: Number, text: str, bearings: Bearings, last: str) -> Iterator[Fault]:
    """Yield a fault where the second value of a rule is not earlier after from, later after to."""
    own, before = bearings.of(number.name), bearings.of(last)
    assert own is not None
    assert before is not None
    back = text[slice(*number.pre)].strip().endswith("from")
    if (own.period < before.period) != back or own.period == before.period:
        span = number.placed
        yield fault("T1", span.span.text, span.place, f"which is of {own.period.words()}")


def _is_duty(words: frozenset[str]) -> bool:
    """Return whether some words are about what is charged at the border."""
    return bool(words & _DUTY)


class _Weights:
    """What words of rules weigh, and the rules of a registry."""

    def __init__(self, bearings: Bearings) -> None:
        self.size = len(bearings.figures)
        self.rules = [name for name in bearings.figures if name.startswith(_RULE)]
        held = {_provision(name): bearings.of(name) for name in self.rules}
        words = [word for one in held.values() if one is not None for word in one.words]
        self._counts = Counter(words)

    def of(self, words: frozenset[str]) -> float:
        """Return what some words weigh together."""
        return sum(1 / self._counts[word] for word in words)


def _weights(bearings: Bearings) -> _Weights:
    """Return the weights of a registry's rules, worked out again when it has grown."""
    held = bearings.weights
    if not isinstance(held, _Weights) or held.size != len(bearings.figures):
        bearings.weights = held = _Weights(bearings)
    return held


def _around(number: Number, text: str) -> tuple[str, str, str]:
    """Return the words nearest to a number, those that lead to it, and those of its clause."""
    pre, post = text[slice(*number.pre)], text[slice(*number.post)]
    beside = f"{pre.rpartition(',')[2]} {post.partition(',')[0]}"
    return beside, " ".join(pre.split()[-_LED:]), f"{pre} {post}"


def _provision(name: str) -> str:
    return name.removeprefix(_RULE).partition("@")[0]


def _fit(words: frozenset[str], near: list[frozenset[str]], weights: _Weights) -> list[float]:
    """Return what the words of a rule weigh that stand near, right before, and in the clause."""
    return [round(weights.of(words & part), 9) for part in near]
