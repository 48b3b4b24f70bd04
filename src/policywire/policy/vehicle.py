"""What a vehicle must meet besides content, a step for each: labour value, metal, core parts.

Automotive Appendix to Annex 4-B of the USMCA, articles 3, 6 and 7, carried by General Note 11(k).
The alternative staging of 19 U.S.C. 4532(d) is not examined.
"""

from collections.abc import Callable, Sequence

from policywire.facts.errors import BadReference, NotHeld
from policywire.policy.bill import Material
from policywire.policy.content import labour_value, purchased_share
from policywire.policy.producer import Labour, Producer, Purchases
from policywire.policy.product_rules import ProductRule
from policywire.policy.verdict import Question, Step

__all__ = ["CORE_CODES", "all_of", "core_step", "covers", "producer_steps", "vehicle_steps"]

Limit = Callable[[str], float]
_APPENDIX = "USMCA Annex 4-B, Appendix"
_LABOUR = f"{_APPENDIX}, article 7; General Note 11(k)(vi); 19 CFR 182.93"
_METAL = f"{_APPENDIX}, article 6; General Note 11(k)(v); 19 CFR 182.94"
_CORE = f"{_APPENDIX}, article 3 and Table A.2"
# What Table A.2 is of, by subheading: engine, battery, chassis, body, gear box, axle, suspension,
# steering. Body stampings of 8708.29 share their number with other goods: mark them in the bill.
CORE_CODES = (
    *("840731", "840732", "840733", "840734", "840820", "850760", "8706", "8707"),
    *("870840", "870850", "870880", "870894"),
)


def covers(rule: ProductRule) -> bool:
    """Return whether a rule is of a vehicle whose producer must meet articles 6 and 7."""
    return rule.appendix.endswith("vehicle")


def all_of(outcomes: Sequence[bool | None]) -> bool | None:
    """Return whether all are met: False where one is not, None where one is not decided."""
    return False if False in outcomes else (None if None in outcomes else True)


def vehicle_steps(asked: Question, rule: ProductRule) -> list[Step]:
    """Return what a vehicle of a rule must meet besides content.

    Parameters
    ----------
    asked : Question
        The vehicle, its bill and the law.
    rule : ProductRule
        Its rule: :func:`covers`.
    """
    kind = "car" if rule.use == ("passenger_vehicle",) else "truck"
    steps = producer_steps(asked.product.producer, kind, asked.limit)
    if rule.appendix.startswith("light"):  # heavy trucks have no core parts
        steps.append(core_step(asked.product.producer, asked.bill.under("")))
    return steps


def producer_steps(held: Producer | None, kind: str, limit: Limit) -> list[Step]:
    """Return whether labour value and purchases of metal are enough, a step for each.

    Parameters
    ----------
    held : Producer or None
        What the producer can show.
    kind : str
        ``car`` or ``truck``: which labour value content is asked for.
    limit : callable
        Threshold of the day by name, percent.
    """
    held = held or Producer()
    return [
        _labour_step(held.labour, kind, limit),
        _metal_step("steel", held.steel, limit),
        _metal_step("aluminum", held.aluminum, limit),
    ]


def _labour_step(held: Labour | None, kind: str, limit: Limit) -> Step:
    if held is None:
        return Step("labour value content is not given", _LABOUR, None)
    try:
        caps = (limit("lvc.technology"), limit("lvc.assembly"))
        least, least_material = limit(f"lvc.{kind}"), limit(f"lvc.{kind}.material")
    except NotHeld as error:
        return Step(f"labour value content: {str(error).rstrip('.')}", _LABOUR, None)
    material = held.materials.percent
    technology = held.technology.percent if held.technology else 0.0
    value = labour_value(material, technology, caps[1] if held.assembly_plant else 0.0, caps)
    told = (
        f"labour value content {value:.10g}%, needed {least:g}%: {material:.10g} of materials and "
        f"manufacturing (at least {least_material:g}), {min(technology, caps[0]):.10g} of "
        f"technology (at most {caps[0]:g}), {caps[1] if held.assembly_plant else 0:g} of assembly"
    )
    return Step(told, _LABOUR, value >= least and material >= least_material)


def _metal_step(metal: str, held: Purchases | None, limit: Limit) -> Step:
    if held is None:
        return Step(f"purchases of {metal} are not given", _METAL, None)
    share, least = purchased_share(held.originating, held.purchases), limit(f"purchases.{metal}")
    return Step(
        f"{share:.10g}% of purchases of {metal} originate, needed {least:g}%",
        _METAL,
        share >= least,
    )


def core_step(held: Producer | None, used: Sequence[Material]) -> Step:
    """Return whether the core parts of a light vehicle originate.

    Where one does not, the vehicle may still pass if its core parts, taken as one, have content
    enough; that way is not examined, and nothing is decided.

    Parameters
    ----------
    held : Producer or None
        What the producer can show.
    used : sequence of Material
        What the vehicle is made of.

    Raises
    ------
    BadReference
        If the bill contradicts the producer.
    """
    core = [one for one in used if one.core or one.hts.startswith(CORE_CODES)]
    foreign = [one for one in core if not one.originating]
    said = held.core_parts_originate if held else None
    if foreign:
        names = ", ".join(f"{one.item} (row {one.row})" for one in foreign)
        if said:
            raise BadReference(
                f"core parts are said to originate, and by the bill these do not: {names}. "
                "Mend one of the two."
            )
        told = f"core parts that do not originate: {names}; core parts taken as one not examined"
        return Step(told, _CORE, None)
    if said is not None:
        word = "originate" if said else "do not all originate; taken as one not examined"
        return Step(f"core parts {word}, as the producer says", _CORE, said or None)
    told = "whether all core parts originate is not said"
    return Step(f"{told}; those of the bill do" if core else told, _CORE, None)
