"""Standing: whether place and measure of a figure are those told of a number."""

import re

from policywire.analyst.prose.cues import cues, words_of
from policywire.analyst.prose.laws import stems
from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Reading
from policywire.analyst.prose.timing import is_told
from policywire.analyst.prose.ways import Mark, Pick, Slot, before_of, head_of, own_marks
from policywire.analyst.reading.marks import Mention
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Sort, qualifiers_in

__all__ = ["is_absent", "is_measure", "is_other_flow", "is_place"]

_REPORTER, _WORLD = "USA", "WLD"
_AT_BORDER = frozenset(("duties", "tariff_rate", "usmca_use", "dutiable_imports"))
_MIRROR = {"imports": "exports", "exports": "imports"}
_NOUNS = ("imports", "exports", "import", "export", "purchases")
_OF = re.compile(r"\s+of(?!\w)")
_PLAIN = stems("change U.S. general value consumption")
_TERM = re.compile(r"(?<!\w)(?:less|minus|plus|gives|equals|makes)\s*$")
_TERM_NEXT = re.compile(r",?\s*(?:less|minus|plus)\s+[−$\d]")
_REACH = 48
_GOAL = re.compile(r"(?<!\w)to(?: the)?\s*$")
_OBJECT = sifted(
    r"(?<!\w)(?:to|from|with|by|in|of|for|than|between|and|on|at|among|against|over|about|as)"
    r"(?: the| all)?\s*$",
    re.IGNORECASE,
)


def is_absent(reading: Reading, slot: Slot, profile: Profile, code: str) -> bool:
    """Return whether what speaks against a figure is that the text names nothing of it.

    Parameters
    ----------
    reading, slot, profile
        The text, the number and the figure.
    code : str
        ``place``, ``measure`` or ``period``.
    """
    if code == "place":
        return all(one.code != profile.place for one in reading.places)
    if code == "period":
        return not any(is_told(reading, one, profile.period) for one in reading.moments)
    if not _is_qualified(reading, profile) or not _is_whole(reading, slot, profile):
        return True
    worded = _is_worded(reading, profile)
    if (
        profile.products
        and not worded
        and not any(
            _is_alike(one.code, mine) for one in reading.products for mine in profile.products
        )
    ):
        return True
    if (
        profile.traded
        and not profile.products
        and not _is_product(reading, slot, profile, before_of)
    ):
        return True
    codes = {_turned(one, reading, profile) for one in reading.concepts}
    return not codes & profile.accepted


# ------------------------------------------------------------------- places


def is_place(reading: Reading, slot: Slot, profile: Profile, way: Pick) -> bool:
    """Return whether the place of a figure is the one named for a number."""
    if profile.is_rule:
        return True
    around = profile.bearing.around - {profile.place}
    away = around | ({_REPORTER, _WORLD} - {profile.place})
    marks = [one for one in reading.places if one.code not in away]
    if not marks:
        return not profile.named or profile.place in (_REPORTER, _WORLD)
    if profile.place == _WORLD and words_of(cues().whole).search(reading.text, *_near(slot)):
        return True
    found = way(marks, slot)
    return isinstance(found, Mention) and found.code == profile.place


def _near(slot: Slot) -> tuple[int, int]:
    return max(slot.before, slot.clause[0]), min(slot.after, slot.clause[1])


# ------------------------------------------------------------------- measures and products


def is_measure(reading: Reading, slot: Slot, profile: Profile, way: Pick) -> bool:
    """Return whether concept and product of a figure are those named for a number."""
    if profile.is_rule:
        return True
    if not _is_qualified(reading, profile) or not _is_whole(reading, slot, profile):
        return False
    told = before_of if way is head_of else way
    return _is_concept(reading, slot, profile, way) and _is_product(reading, slot, profile, told)


def _is_qualified(reading: Reading, profile: Profile) -> bool:
    """Return whether the part of a family named is the one a figure is about."""
    if not profile.accepted & {"usmca_use"} and not profile.bearing.qualifier:
        return True
    own = frozenset({profile.bearing.qualifier} - {""})
    return own == qualifiers_in(reading.text, reading.text)


def _is_whole(reading: Reading, slot: Slot, profile: Profile) -> bool:
    """Return whether what a number is said to be of is a flow it is reckoned from."""
    if profile.sort not in (Sort.SHARE, Sort.LEVEL) or not profile.flows:
        return True
    end = min(slot.after, slot.chunk[1])
    if _OF.match(reading.text, slot.numeral.end) is None:
        return True
    found = [one for one in reading.concepts if slot.numeral.end <= one.start < end]
    flows = {_turned(one, reading, profile) for one in found} & {"imports", "exports"}
    return not flows or bool(flows & profile.flows)


def _is_concept(reading: Reading, slot: Slot, profile: Profile, way: Pick) -> bool:
    marks = reading.concepts
    found = way(marks, slot)
    if found is None or not profile.accepted or _is_reckoned(reading, slot):
        return True
    group = _group(reading, found)
    codes = {_turned(one, reading, profile) for one in group}
    flows = codes & {"imports", "exports"}
    if flows and profile.flows and not flows & profile.flows:
        return False
    if profile.accepted & _AT_BORDER and "exports" in flows and "imports" not in flows:
        return False  # duties are laid on imports
    decisive = codes & set(cues().decisive)
    return bool((decisive or codes) & profile.accepted)


def _is_reckoned(reading: Reading, slot: Slot) -> bool:
    """Return whether a number is a term of a sum written out: ``$3 billion less $2 billion``."""
    text, number = reading.text, slot.numeral
    before, after = text[max(0, number.start - 16) : number.start], text[number.end :][:16]
    return _TERM.search(before) is not None or _TERM_NEXT.match(after) is not None


def is_other_flow(reading: Reading, place: int, profile: Profile) -> bool:
    """Return whether the words of a clause name a flow, and none that a figure is reckoned from.

    Parameters
    ----------
    reading : Reading
        The text.
    place : int
        Where the number stands; a clause that names no flow is read with the whole text.
    profile : Profile
        The figure.
    """
    start, end = reading.clause(place)
    near = [one for one in reading.concepts if start <= one.start < end]
    for marks in (near, reading.concepts):
        flows = {_turned(one, reading, profile) for one in marks} & {"imports", "exports"}
        if flows:
            wanted = {"imports"} if profile.accepted & _AT_BORDER else profile.flows
            return bool(wanted) and not flows & wanted
    return False


def _group(reading: Reading, found: Mark) -> list[Mention]:
    """Return the mentions that stand with one, no number between them."""
    start = max((one.end for one in reading.numerals if one.end <= found.start), default=0)
    end = min((one.start for one in reading.numerals if one.start >= found.end), default=1 << 30)
    clause = reading.clause(found.start)
    start, end = max(start, clause[0]), min(end, clause[1])
    return [one for one in reading.concepts if start <= one.start < end]


def _turned(one: Mention, reading: Reading, profile: Profile) -> str:
    """Return the code of a flow, turned round where the partner is who does it."""
    if one.code not in (*_MIRROR, "sent") or (one.code != "sent" and not profile.mirrored):
        return one.code
    start = reading.clause(one.start)[0]
    agents = [place for place in reading.places if start <= place.start and place.end <= one.start]
    if one.text.lower().split()[-1] in _NOUNS:
        agents = [place for place in agents if _is_owner(place, one, reading.text)]
    else:
        agents = [place for place in agents if _is_doer(place, one, reading.text)]
    doer = agents[-1].code if agents else ""
    if one.code == "sent":
        return _sent(one, doer, reading) if profile.mirrored else "shipments"
    return _MIRROR[one.code] if doer not in ("", _REPORTER) else one.code


def _sent(one: Mention, doer: str, reading: Reading) -> str:
    """Return the flow of what is sent, by who sends it and where to."""
    after = [place for place in reading.places if 0 <= place.start - one.end <= _REACH]
    to = [place for place in after if _GOAL.search(reading.text[one.start : place.start])]
    if to:
        return "imports" if to[0].code == _REPORTER else "exports"
    return {_REPORTER: "exports", "": "shipments"}.get(doer, "imports")


def _is_owner(place: Mention, one: Mention, text: str) -> bool:
    """Return whether a flow is a place's own: ``Canada's exports``, ``Canadian exports``."""
    between = text[place.end : one.start]
    return re.fullmatch(r"\s|['’]s?(?: \w+){0,3} ", between) is not None


def _is_doer(place: Mention, one: Mention, text: str) -> bool:
    """Return whether a place is who trades: right before the word, or under no preposition."""
    return one.start - place.end <= 1 or not _OBJECT.search(text, 0, place.start)


def _is_product(reading: Reading, slot: Slot, profile: Profile, way: Pick) -> bool:
    if not profile.traded:
        return True
    own, marks = profile.products, reading.products
    rest = words_of(cues().rest).search(reading.text, *_near(slot)) is not None
    if profile.bearing.residual or any("non_" in code for code in own):
        removed = {code for one in marks for code in [one.code] if profile.removed}
        known = not removed or any(
            _is_alike(code, mine) for code in removed for mine in profile.removed
        )
        return rest and known
    if not marks:
        return not own or _is_worded(reading, profile)
    if not own:
        return rest or not own_marks(marks, slot)
    found = way(marks, slot)
    if found is None:
        return False
    alike = [one.code for one in marks if abs(one.start - found.start) < 30]
    return any(_is_alike(code, mine) for code in alike for mine in own)


def _is_worded(reading: Reading, profile: Profile) -> bool:
    """Return whether every word of a figure's measure stands in a text, endings aside."""
    return not stems(profile.figure.measure) - stems(reading.text) - _PLAIN


def _is_alike(one: str, other: str) -> bool:
    """Return whether one product is the other, or a part of it."""
    return one.startswith(other) or other.startswith(one)


# ------------------------------------------------------------------- periods
