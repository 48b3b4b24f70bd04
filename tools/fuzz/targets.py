"""What must hold of any input, by target: no crash but our errors, sound spans, a cap on time.

Each target takes the bytes a fuzzer made. ``run.py`` drives them with atheris; the tests in
``tests/analyst/test_fuzz.py`` drive the same targets with hypothesis and with what atheris found.
"""

import atexit
import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import lru_cache
from itertools import pairwise
from time import process_time

from bench.faults.corpus import brief_registry
from policywire import newsroom
from policywire.analyst.checking import DraftChecker
from policywire.analyst.draft import Line, Span
from policywire.analyst.prose.check import ProseChecker
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.registry import Registry
from policywire.analyst.review.broken import broken_in
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.document import Kind, read_document
from policywire.analyst.review.report import Verdict
from policywire.analyst.tables import judge_line
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.evidence import View
from policywire.facts.errors import BadArticle, PolicywireError

__all__ = ["TARGETS", "text_of"]

DAY = date(2026, 3, 4)
_MOST = 400  # characters of a text; longer ones are for the tests of time
_SCRAPS = """
U.S.|imports|exports|from Mexico|to Canada|goods|were|was|$534.9 billion|15.7 percent|in 2025|
in November 2025|rose|fell|5.8%|to|from|and|,|, while|;|:|(|)|. |?|not|Illegal|the largest|supplier|
Mexico|Canada|China's share of|two-thirds|doubled|a record|since 2015|a year earlier|of the|
Las importaciones|de Estados Unidos|desde México|cayeron|mil millones de dólares|por ciento|
unemployment rate|The Fed|cut its target range to|3.50 to 3.75 percent|basis points|WTI|a barrel|
{{f:mx_in_now}}|{{t:mx_in_now}}|{{f:mx_share_now}}|{{|}}|{{f:|more than|less than|than|in|of|
because of|according to the Census Bureau|, which|that|it|\u00a0|\u202e|\u200b|\u0661\u0665\u066a|
\uff11\uff15|\u2212|\u2013|1,200|-|%|$|\u20ac|Q1|2024-25|No. 1|Section 232|half of|twice|per|month
"""
SCRAPS = tuple(scrap for scrap in _SCRAPS.replace("\n", "").split("|") if scrap)


def text_of(data: bytes) -> str:
    """Return a text: of scraps of prose where the first byte is high, else as it stands."""
    if data[:1] < b"\x60":
        return data[1:].decode("utf-8", "ignore")[:_MOST]
    joint = " " if data[:1] < b"\xf0" else ""
    return joint.join(SCRAPS[byte % len(SCRAPS)] for byte in data[1:])[:_MOST]


@contextmanager
def capped(seconds: float) -> Iterator[None]:
    """Fail where what is inside takes more processor time than it may."""
    began = process_time()
    yield
    taken = process_time() - began
    assert taken < seconds, f"{taken:.1f} s of at most {seconds}"


def reading(data: bytes) -> None:
    """Read numerals, periods, sentences and terms: spans sound, in order and apart."""
    text = text_of(data)
    with capped(1.0):
        marks = numerals(text)
        for found in (marks, periods(text, DAY), periods(text)):
            _sound(text, found)
        for one in marks:
            assert one.low <= one.value <= one.high
            assert one.upto is None or one.value < one.upto <= one.high
        spans = sentences(text)
        assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
        terms = shipped_terms()
        for named in (terms.places(text), terms.concepts(text), terms.products(text)):
            assert all(text[item.start : item.end] == item.text for item in named)


def _sound(text: str, found: tuple[object, ...]) -> None:
    spans = [(one.start, one.end, one.text) for one in found]  # type: ignore[attr-defined]
    assert all(text[start:end] == words and start < end for start, end, words in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


_OPEN = ExitStack()


@lru_cache(maxsize=1)
def _view() -> View:
    atexit.register(_OPEN.close)
    return _OPEN.enter_context(newsroom.evidence(None, None))


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return brief_registry(_view())


@lru_cache(maxsize=1)
def _checkers() -> tuple[DraftChecker, ProseChecker]:
    held = _registry()
    return DraftChecker(held), ProseChecker(held.figures, as_of=held.as_of, law=held.law)


def prose(data: bytes) -> None:
    """Check a text as printed prose: faults inside it, and any number in it accounted for."""
    text = text_of(data)
    with capped(2.0):
        for one in _checkers()[1].check(text):
            assert 0 <= one.start <= one.end <= len(text)


def rules(data: bytes) -> None:
    """Check a draft sentence and a free line: refused with our errors or with faults, no other."""
    text = text_of(data)
    with capped(2.0), suppress(PolicywireError):
        line = PlainWriter(_registry()).write(read_sentence(text))
        for one in _checkers()[0].check(line):
            assert 0 <= one.start <= one.end <= len(line.text)
    with capped(2.0):
        assert isinstance(_checkers()[0].check(Line((Span(text),))), tuple)


def check(data: bytes) -> None:
    """Check an article's text: claims inside it, figures finite, each verdict with its reason."""
    text = text_of(data)
    with capped(2.0):
        for claim in check_text(text, _view(), shipped_terms(), DAY):
            assert 0 <= claim.start < claim.end <= len(text)
            assert claim.note
            assert all(math.isfinite(ours.value) for ours in claim.ours)
            assert claim.verdict is not Verdict.SUPPORTED or claim.ours
        denied = check_text(f"It is false that {text}", _view(), shipped_terms(), DAY)
        first = denied[0] if denied else None
        assert first is None or first.start > 0 or first.verdict is not Verdict.SUPPORTED
        assert all(item.start <= item.end for item in broken_in(text))


_KINDS: tuple[Kind, ...] = ("auto", "text", "markdown", "html")


def intake(data: bytes) -> None:
    """Read an article of any kind: a document whose spans hold, or our error."""
    kind = _KINDS[data[0] % len(_KINDS)] if data else "auto"
    with capped(2.0):
        try:
            made = read_document(data[1:], "a.txt", kind)
        except BadArticle:
            return
        for item in made.paragraphs:
            assert made.text[item.start : item.end] == item.text
        assert all(0 <= link.start <= link.end <= len(made.text) for link in made.links)


def tables(data: bytes) -> None:
    """Judge a line of a table: a verdict with a confidence, or our error."""
    with capped(5.0), suppress(PolicywireError, _NoJson):
        made = judge_line(_line(data))
        assert 0.0 <= made.confidence <= 1.0


class _NoJson(Exception):
    pass


def _line(data: bytes) -> Mapping[str, object]:
    """Return a line: as JSON reads it, or cells and a sentence of scraps."""
    if data[:1] == b"{":
        try:
            held = json.loads(data[:4000])
        except (ValueError, RecursionError) as error:
            raise _NoJson from error
        return held if isinstance(held, dict) else {}
    cells = (data[at : at + 3] for at in range(8, min(len(data), 80), 3))
    parts = [text_of(b"\x80" + data[1:8]), *(text_of(b"\x80" + cell) for cell in cells)]
    wide = 1 + data[0] % 4 if data else 1
    rows = [parts[at : at + wide] for at in range(1, len(parts), wide)]
    return {"caption": "", "table": rows, "sentence": parts[0]}


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "reading": reading,
    "prose": prose,
    "rules": rules,
    "check": check,
    "intake": intake,
    "tables": tables,
}
"""Every target by its name."""
