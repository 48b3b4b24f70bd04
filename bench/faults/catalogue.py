"""The fault classes: their injectors, and the levels at which each makes sense."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from random import Random

from bench.faults import added, bindings, numbers, times, units, words
from bench.faults.corpus import Clean, rendered
from bench.faults.stock import Faulty, Stock
from policywire.analyst.registry import Registry
from policywire.facts.errors import PolicywireError

__all__ = ["CLASSES", "FaultClass", "Injected", "Level", "inject", "with_extra"]

Injector = Callable[[Clean, Stock], Faulty | None]
SEED = 20261122
TURNS = 4


class Level(StrEnum):
    """What a checker is shown."""

    BOUND = "bound"  # the draft, with its tokens
    PROSE = "prose"  # the printed sentence
    TRACE = "trace"  # the printed sentence, of which only the numbers are looked at


_PRINTED = (Level.BOUND, Level.PROSE, Level.TRACE)


@dataclass(frozen=True, slots=True)
class FaultClass:
    """A class of faults.

    Attributes
    ----------
    name : str
        Its name in the table.
    inject : callable
        Spoils a clean sentence, or returns None where the class does not apply.
    levels : tuple of Level
        Where it makes sense.
    """

    name: str
    inject: Injector
    levels: tuple[Level, ...] = _PRINTED


@dataclass(frozen=True, slots=True)
class Injected:
    """A spoilt sentence.

    Attributes
    ----------
    fault : str
        Its class.
    source : str
        Id of the clean sentence.
    faulty : Faulty
        The draft.
    text : str
        The draft as printed; empty where it cannot be.
    """

    fault: str
    source: str
    faulty: Faulty
    text: str


CLASSES = (
    FaultClass("digit changed", numbers.digit_changed),
    FaultClass("another real number", numbers.another_number),
    FaultClass("figure of another entity", bindings.another_entity),
    FaultClass("figure of another measure", bindings.another_measure),
    FaultClass("another written rule", bindings.another_rule),
    FaultClass("entity word swapped", words.entity_swapped),
    FaultClass("entity invented", words.entity_invented),
    FaultClass("flow or measure word swapped", words.flow_swapped),
    FaultClass("product word swapped", words.product_swapped),
    FaultClass("figure of another period", times.another_period),
    FaultClass("period token swapped", times.period_token_swapped),
    FaultClass("period typed wrong", times.period_literal),
    FaultClass("two periods reversed", times.periods_reversed),
    FaultClass("base of comparison changed", words.base_changed),
    FaultClass("date wrong", times.date_swapped),
    FaultClass("direction flipped", words.direction_flipped),
    FaultClass("direction forms swapped", words.direction_forms_swapped, (Level.BOUND,)),
    FaultClass("magnitude word wrong", words.magnitude_wrong),
    FaultClass("superlative flipped", words.superlative_flipped),
    FaultClass("superlative added", added.superlative_added),
    FaultClass("superlative added to a condition", added.superlative_added_beside_condition),
    FaultClass("comparison flipped", words.comparison_flipped),
    FaultClass("rank off by one", numbers.rank_off_by_one),
    FaultClass("scale changed", units.scale_changed),
    FaultClass("billion as billón", units.spanish_billion),
    FaultClass("percent to points", units.percent_to_points),
    FaultClass("points to percent", units.points_to_percent),
    FaultClass("currency changed", units.currency_changed),
    FaultClass("sign lost", numbers.sign_lost),
    FaultClass("over-precise", numbers.over_precise),
    FaultClass("rounded wrongly", numbers.rounded_wrongly),
    FaultClass("digits in disguise", numbers.homoglyph_digit),
    FaultClass("number words added", added.number_words_added),
    FaultClass("literal beside a token", numbers.literal_beside),
    FaultClass("id forged", bindings.id_forged, (Level.BOUND,)),
    FaultClass("cause added", added.cause_added),
    FaultClass("actual as forecast", words.actual_as_forecast),
    FaultClass("forecast as actual", bindings.projection_as_actual),
    FaultClass("range lost", bindings.range_lost, (Level.BOUND,)),
    FaultClass("hedge lost", words.hedge_lost),
    FaultClass("negated", words.negated),
    FaultClass("parts do not add", bindings.parts_do_not_add),
    FaultClass("text against exhibit", bindings.exhibit_differs),
    FaultClass("quote altered", words.quote_altered),
    FaultClass("quote invented", added.quote_invented),
    FaultClass("source invented", added.attribution_invented),
    FaultClass("promotion", added.promoted),
    FaultClass("investment advice", added.advice_added),
)


def inject(
    fault: FaultClass, corpus: tuple[Clean, ...], registry: Registry, limit: int
) -> Iterator[Injected]:
    """Yield spoilt sentences of one class, at most ``limit``, spread over the corpus.

    Where a class fits few sentences, each is spoilt in up to ``TURNS`` different ways.
    The draw is seeded by class and sentence, so that a sentence added to the corpus changes no
    other. A draft that prints what the clean sentence prints is no fault and is left out.
    """
    made: set[str] = set()
    order = sorted(corpus, key=lambda item: Random(f"{SEED}/{fault.name}/{item.id}").random())
    for turn, item in product(range(TURNS), order):
        if len(made) == limit:
            return
        found = _spoilt(
            fault, item, Stock(registry, Random(f"{SEED}/{item.id}/{fault.name}/{turn}"))
        )
        if found is not None and found.faulty.draft not in made:
            made.add(found.faulty.draft)
            yield found


def _spoilt(fault: FaultClass, item: Clean, stock: Stock) -> Injected | None:
    spoilt = fault.inject(item, stock)
    if spoilt is None:
        return None
    text = _printed(spoilt, stock.registry)
    if text == stock.clean_text(item) or (not text and Level.PROSE in fault.levels):
        return None
    return Injected(fault.name, item.id, spoilt, text)


def with_extra(registry: Registry, spoilt: Faulty) -> Registry:
    """Return the registry with the figures a spoilt draft brings along."""
    if not spoilt.extra:
        return registry
    extra = {figure.id: figure for figure in spoilt.extra}
    return replace(registry, figures=registry.figures | extra)


def _printed(spoilt: Faulty, registry: Registry) -> str:
    """Return a draft as printed; empty where it names what is not held."""
    try:
        return rendered(spoilt.sentence, with_extra(registry, spoilt)).text
    except PolicywireError:
        return ""
