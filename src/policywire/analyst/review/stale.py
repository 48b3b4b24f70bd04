"""Statements about the future that the days since have overtaken."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policywire.analyst.reading.marks import PeriodMention, PeriodSense
from policywire.analyst.review.clauses import Sentence
from policywire.analyst.review.grammar import words
from policywire.analyst.review.outline import Document
from policywire.analyst.review.phrases import AHEAD
from policywire.analyst.review.remarks import RULES, Remark
from policywire.facts import Period
from policywire.policy import Event

__all__ = ["stale_remarks"]

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_DULL = words(
    "a about after all an and are as at close closes come comes date end ends given be been before "
    "between but by can could court day did do "
    "does for from had has have he her his how if in into is it its may might more most must new "
    "no not of on one or our out over say said says set she should so some such takes than that "
    "the their them then there they this to under until up was were what when where which while "
    "who will with would year years good goods united states u.s us state effect begin begins "
    "trade first last next law act action article subject press report reports public as reported "
    "american government governments policy agreement relationship country countries "
    "de del el en la las los para por que se un una y"
)
_NAMED, _TITLED, _CALLED = 1.0, 0.7, 0.5  # weight of a word shared with what, title, id
_ENOUGH = 1.5
_RARE = 2  # events that hold the word, at most, for one word to be enough with an exact month
_MONTH_DAYS = 31


@dataclass(frozen=True, slots=True)
class _Known:
    """An event with its words and what each weighs."""

    event: Event
    weights: Mapping[str, float]


def stale_remarks(
    document: Document, sentences: Sequence[Sentence], events: Iterable[Event], as_of: date
) -> Iterator[Remark]:
    """Yield, for each event an article calls ahead and that has happened, its first mention."""
    known = [_Known(event, _weights(event)) for event in events]
    past = [item for item in known if item.event.day <= as_of and item.event.known <= as_of]
    spread = Counter(word for item in known for word in item.weights)
    told: set[str] = set()
    for sentence in sentences:
        if not AHEAD.search(sentence.text):
            continue
        event = _overtaking(sentence, past, spread, document.published)
        if event and event.id not in told:
            told.add(event.id)
            yield _remark(sentence, _happened(event, document.published, known, as_of))
        elif event is None and (over := _over(sentence, document.published, as_of)):
            yield _remark(sentence, over)


def _remark(sentence: Sentence, why: str) -> Remark:
    note = f"{why} {RULES['T4'].repair}"
    return Remark("T4", sentence.text, sentence.start, sentence.end, note)


# ------------------------------------------------------------------- events


def _weights(event: Event) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, weight in (
        (event.id.replace(".", " ").replace("_", " "), _CALLED),
        (event.citation.title, _TITLED),
        (event.what, _NAMED),
    ):
        weights |= dict.fromkeys(_stems(text), weight)
    return weights


def _stems(text: str) -> set[str]:
    """Return the words of a text that say something, plural and case taken off."""
    found = (word.lower() for word in _WORD.findall(text.replace("-", " ")))
    return {_stem(word) for word in found if word not in _DULL and not word.isdigit()}


def _stem(word: str) -> str:
    for ending in ("ies", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3 and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def _overtaking(
    sentence: Sentence, past: Iterable[_Known], spread: Counter[str], published: date | None
) -> Event | None:
    """Return the event a sentence calls ahead though it has happened, or None."""
    said = _stems(sentence.text)
    best: tuple[float, date, Event] | None = None
    for item in past:
        if not _may_speak_of(sentence.periods, item.event.day, published):
            continue
        shared = said & item.weights.keys()
        score = sum(item.weights[word] for word in shared)
        exact = any(_is_exact(mention, item.event.day) for mention in sentence.periods)
        rare = any(spread[word] <= _RARE and item.weights[word] == _NAMED for word in shared)
        enough = (score >= _ENOUGH and len(shared) > 1) or (exact and rare)
        if enough and (best is None or (score, item.event.day) > best[:2]):
            best = (score, item.event.day, item.event)
    return best[2] if best else None


def _ahead(mentions: Iterable[PeriodMention]) -> list[Period]:
    """Return the periods a sentence may place the future in."""
    behind = {PeriodSense.SINCE, PeriodSense.BEFORE}
    return [item.period for item in mentions if item.period and item.sense not in behind]


def _may_speak_of(mentions: Sequence[PeriodMention], day: date, published: date | None) -> bool:
    """Return whether the periods of a sentence leave room for an event of that day.

    A sentence without a period speaks of what was ahead when it was published.
    """
    named = _ahead(mentions)
    if named:
        return any(period.start <= day <= period.end for period in named)
    return not mentions and published is not None and published < day


def _is_exact(mention: PeriodMention, day: date) -> bool:
    period = mention.period
    if period is None or not period.start <= day <= period.end:
        return False
    return (period.end - period.start).days < _MONTH_DAYS


def _happened(event: Event, published: date | None, known: Iterable[_Known], as_of: date) -> str:
    """Return what has happened, with day and citation, and what is ahead now."""
    since = "had happened when it was published" if published and event.day < published else ""
    where = ", ".join(filter(None, (event.citation.title, event.citation.locator)))
    text = f"It is called ahead, but it {since or 'has happened'}: "
    text += f"{_low(event.what)}, {_written(event.day)} ({where})."
    family = event.id.partition(".")[0]
    coming = [
        item.event
        for item in known
        if item.event.day > as_of >= item.event.known and item.event.id.startswith(f"{family}.")
    ]
    if coming:
        soonest = min(coming, key=lambda item: item.day)
        text += f" Ahead now: {_low(soonest.what)}, {_written(soonest.day)}."
    return text


def _low(text: str) -> str:
    """Return a clause with a small first letter, names in capitals left alone."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() and len(first) > 1 else text[0].lower() + text[1:]


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


# ------------------------------------------------------------------- periods


def _over(sentence: Sentence, published: date | None, as_of: date) -> str:
    """Return a note where the last period a sentence looks to is over, or nothing."""
    named = _ahead(sentence.periods)
    if not named or any(mention.period is None for mention in sentence.periods):
        return ""
    last = max(period.end for period in named)
    if last >= as_of or published is None or last < published:
        return ""
    return f"It looks ahead to a time that ended on {_written(last)}."
