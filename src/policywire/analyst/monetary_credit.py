"""Market moves that a sentence credits to decisions of the Federal Reserve, held to the ledger.

Markets answer to the part of a decision that was not priced in. A move credited to a decision that
was expected, whose surprise is not known, or that the sentence does not name, is refused.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from policywire.analyst import monetary_words as w
from policywire.models.monetary import ledger as book
from policywire.models.monetary.tables import surprises
from policywire.policy.decisions import load_decisions

__all__ = ["credits"]

_UNDATED = (
    "it names no decision; markets answer to what was not priced in, so say which decision, and "
    "how far it surprised"
)
_CREDIT = re.compile(r"\b(?:credit|blame|praise)\b", re.IGNORECASE)
_JOINT = re.compile(r",| and |;|: ")
_AFTER_JOINT = re.compile(
    r"\s*(?:(?:which|that|then|thus|also|so|thereby|in turn|has|have|had|only|not only|sank"
    r"|\w+ly)\s+){0,3}$",
    re.IGNORECASE,
)
# What was meant, and not what was done.
_PURPOSE = re.compile(r"(?<!helped)(?<!served) to $", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:while|whereas|but|although|though)\b|;", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|its|this|that|\w+['’]s|\d{4})\b", re.IGNORECASE)
_TEMPORAL = re.compile(r"\s*(?:after|following|when|once|as|upon)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:behind\b[^,;]*|what (?:has |had )?\w+ (?:\w+ ){0,3})$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:goes|went|belongs?) ", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\s*(?:(?:that|which|of|in|on|the|its|stocks|shares|equities)\s+){0,4}$", re.I
)
Span = tuple[int, int]


def credits(text: str) -> Iterator[w.Claimed]:
    """Yield the first credit of a sentence that the ledger does not bear out.

    Parameters
    ----------
    text : str
        One sentence, as printed.
    """
    if w.MARKET.search(text) is None:
        return
    read = w.plain(text)
    dated = _dated(text)
    for start, end in _claims(read, bool(dated)):
        if w.denied(read, start - 40, end) or _general(read, bool(dated), (start, end)):
            continue
        why = _unborne(text, dated)
        if why:
            words = text[start:end].rstrip()
            yield w.Claimed("credit", words, start, start + len(words), why)
        return


# --------------------------------------------------------------------------- what the ledger says


@cache
def _entries() -> dict[date, book.Entry]:
    folder = files("policywire.desks.money")
    held = load_decisions(Path(str(folder.joinpath("decisions.yaml"))))
    return {one.decision.day: one for one in book.ledger(held, surprises())}


def _dated(text: str) -> list[book.Entry]:
    """Return the decisions a sentence names by their day, or by their month."""
    days = [_entries()[day] for day in w.days_in(text) if day in _entries()]
    months = set(w.months_in(text))
    of_month = [one for day, one in _entries().items() if (day.year, day.month) in months]
    return days + of_month


def _unborne(text: str, dated: list[book.Entry]) -> str:
    """Return why the ledger does not bear a credit out; empty where it does."""
    if not dated:
        day = next(w.days_in(text), None)
        return _UNDATED if day is None else f"no decision of {day} is held"
    by_day = [one for one in dated if one.decision.day in set(w.days_in(text))]
    if by_day:
        return next((why for one in by_day if (why := _uncredited(one))), "")
    reasons = [_uncredited(one) for one in dated]
    return reasons[0] if all(reasons) else ""


def _uncredited(found: book.Entry) -> str:
    """Return why no market move is credited to a decision; empty where one may be."""
    day = found.decision.day
    if found.expected and found.surprise_bp is not None:
        return (
            f"the decision of {day} was priced in, with a surprise of {found.surprise_bp:+.1f} bp"
        )
    if found.quality is book.Quality.TICK_PARTIAL:
        return f"how far the decision of {day} surprised is known in part only"
    if found.surprise_bp is None and found.direction is None:
        return f"how far the decision of {day} surprised is not known"
    return ""


# ----------------------------------------------------------------------- what the sentence claims


def _general(text: str, dated: bool, claim: Span) -> bool:
    """Return whether a claim is of surprises as such, a condition, or of time alone."""
    if dated:
        temporal = _TEMPORAL.match(text, claim[0])
        return temporal is not None and w.PRICED.search(text) is not None
    if w.CONDITION.search(text) or text.rstrip().endswith("?"):
        return True
    if w.SURPRISED.search(text) is None:
        return False
    act = w.ACT.search(text) or w.BODY.search(text)
    definite = act is not None and _DEFINITE.match(text, act.start()) is not None
    return not (definite and w.PAST.search(text))


def _claims(text: str, dated: bool) -> Iterator[Span]:
    """Yield where a market's move is tied to a decision."""
    markets = list(w.MARKET.finditer(text))
    nominal = w.NOMINAL.search(text)
    if nominal is not None and any(w.MOVED.search(text) for _ in markets[:1]):
        yield nominal.span()
    for act in _acts(text, dated):
        for market in markets:
            if market.end() <= act[0]:
                yield from _market_first(text, market.span(), act)
            elif market.start() >= act[1]:
                yield from _act_first(text, act, market.span())


def _acts(text: str, dated: bool) -> Iterator[Span]:
    """Yield where a decision on rates stands, or who took it."""
    for found in w.BODY.finditer(text):
        yield found.span()
    for found in w.ACT.finditer(text):
        before = text[max(0, found.start() - 12) : found.end()]
        if w.FOREIGN.search(before) is None:
            yield found.span()
    if (dated or w.BODY.search(text)) and w.FOREIGN.search(text) is None:
        for found in w.LOOSE_ACT.finditer(text):
            yield found.span()


def _act_first(text: str, act: Span, market: Span) -> Iterator[Span]:
    """Yield a claim in which the decision stands before the market."""
    between = text[act[1] : market[0]]
    pushes = list(w.PUSH.finditer(between))
    if pushes and not w.EXPECTING.search(between):
        last = pushes[-1]
        led, reach = between[: last.start()], between[last.end() :]
        if (
            _own(led)
            and not _PURPOSE.search(led)
            and len(reach.split()) <= 6
            and not w.CAUSES.search(reach)
            and "," not in reach
        ):
            yield act[1] + last.start(), act[1] + last.end()
            return
    yield from _fronted(text, act, market)


def _own(led: str) -> bool:
    """Return whether a verb's subject is the decision that stands before these words."""
    if _OTHER.search(led) or len(led.split()) > 14:
        return False
    joints = list(_JOINT.finditer(led))
    return not joints or _AFTER_JOINT.fullmatch(led, joints[-1].end()) is not None


def _fronted(text: str, act: Span, market: Span) -> Iterator[Span]:
    """Yield a claim such as ``after the cut, stocks rose``."""
    by = w.last(w.BY, text, act[0])
    pushed = by is not None and w.PUSH.search(text, 0, by.start()) is not None
    link = by if pushed else w.last(w.LINK, text, act[0])
    between = text[act[1] : market[0]]
    if link is None:
        return
    if between.count(",") > 1 or re.search(r",[^,]* and ", between) or _OTHER.search(between):
        return
    after = re.split(r"[;:]|, (?:and|but|while)\b", text[market[1] :])[0]
    told = w.MOVED.search(" ".join(after.split()[:7]))
    if (
        told
        and not w.EXPECTING.search(text[link.start() : market[0]])
        and (pushed or _starts(text, link))
    ):
        yield link.start(), act[0]


def _starts(text: str, link: re.Match[str]) -> bool:
    """Return whether a link begins its clause."""
    before = text[: link.start()].rstrip()
    return not before or before[-1] in ",;:" or before.endswith(" and")


def _market_first(text: str, market: Span, act: Span) -> Iterator[Span]:
    """Yield a claim in which the market stands before the decision."""
    between = text[market[1] : act[0]]
    if _OTHER.search(between) or w.EXPECTING.search(text[max(0, market[0] - 40) : act[0]]):
        return
    link = _link(text, market, act)
    if link is None:
        pushed = w.PUSH.search(text[act[1] :])
        close = pushed is not None and len(text[act[1] :][: pushed.start()].split()) <= 2
        if close and pushed is not None and _RELATIVE.fullmatch(between):
            yield act[1] + pushed.start(), act[1] + pushed.end()
        elif w.GREETED.match(between.lstrip()) and w.MOVED.search(text[act[1] :]):
            yield market[1], act[0]
        return
    led = between[: link.start()]
    if not (w.CAUSES.search(link["gap"]) or re.search(r", and | and the ", led)):
        yield market[1] + link.start(), act[0]


def _link(text: str, market: Span, act: Span) -> re.Match[str] | None:
    """Return the words that tie a market's move to a decision after it, or None."""
    between = text[market[1] : act[0]]
    by = w.BY.search(between)
    if by is not None and w.PUSH.search(between, 0, by.start()):
        return by
    stood = w.STOOD.search(between)
    if stood is not None and _BEHIND.search(text[: market[0]]):
        return stood
    link = w.last(w.LINK, between, len(between))
    if link is None:
        return None
    near = text[max(0, market[0] - 40) : act[0]]
    borne = _CREDIT.search(text) if _TO.match(link[0]) else w.MOVED.search(near)
    return link if borne else None
