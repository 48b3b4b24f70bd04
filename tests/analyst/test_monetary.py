"""Monetary claims in plain text, and briefs fitted to a case."""

from pathlib import Path

import pytest
import yaml

from policywire.analyst.brief import Brief
from policywire.analyst.fitting import fitted
from policywire.analyst.monetary import monetary_claims
from policywire.schema import loads


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("On July 26, 2023 stocks fell because the Fed raised its range.", ["credit"]),
        ("Stocks rose on 2023-07-26 after the Fed decision.", ["credit"]),
        ("On July 29, 2026 yields rose as a result of the FOMC vote.", ["credit"]),
        ("On June 15, 2022 stocks rose after the Fed decision.", []),  # a surprise of 7.5 bp
        ("On July 27, 2023 stocks fell because of the Fed.", ["credit"]),  # no decision that day
        ("On February 30, 2023 stocks fell because of the Fed.", ["credit"]),
        ("On July 26, 2023 stocks did not fall because of the Fed.", []),
        ("Stocks fell because the Fed raised its range.", ["credit"]),  # which decision?
        ("A 25 bp surprise lowers the S&P 500 by 1.2 percent.", []),
        ("A 25 bp surprise lowers the S&P 500 by 5 percent.", ["band"]),
        ("A 25 bp surprise lifts the S&P 500 by 1.2 percent.", ["band"]),
        ("A 25 bp easier surprise lifts the S&P 500 by 1.2 percent.", []),
        ("A -25 bp surprise lifts bitcoin by 2.7 percent.", []),
        ("A 25 bp surprise raises the 2-year yield by 15 basis points.", []),
        ("A 25 bp surprise raises the 2-year yield by 0.15 percentage points.", []),
        ("A 25 bp surprise raises the 2-year yield by 60 basis points.", ["band"]),
        ("A 25 bp surprise raises the 2-year yield by 15 percent.", ["band"]),
        ("A 25 bp surprise lowers stocks by 1.2 percent over two years.", ["band"]),
        ("A 500 bp surprise lowers stocks by 20 percent.", []),  # beyond what is answered
        ("FRB/US has stocks fall by 12 percent.", ["equity"]),
        ("FRB/US gives no path of stocks that fall.", []),
        ("In FRB/US unemployment rises.", []),
        ("", []),
    ],
)
def test_claims_against_ledger_and_band(text: str, kinds: list[str]) -> None:
    found = list(monetary_claims(text))
    assert [one.kind for one in found] == kinds
    assert all(text[one.start : one.end] == one.words for one in found)


VECTORS = yaml.safe_load(
    (Path(__file__).parent / "vectors" / "monetary.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("kind", ["credit", "band", "equity"])
def test_every_false_sentence_is_refused(kind: str) -> None:
    missed = [text for text in VECTORS[kind]
              if kind not in {one.kind for one in monetary_claims(text)}]  # fmt: skip
    assert missed == []


def test_no_clean_sentence_is_refused() -> None:
    assert len(VECTORS["clean"]) >= 60
    refused = {text: [one.words for one in monetary_claims(text)] for text in VECTORS["clean"]}
    assert {text: words for text, words in refused.items() if words} == {}


def test_the_words_of_a_claim_stand_where_it_says() -> None:
    for text in (text for kind in VECTORS.values() for text in kind):
        for one in monetary_claims(text):
            assert text[one.start : one.end] == one.words
            assert one.words.strip()


BRIEF = """
name: toy
desk: money
question: What?
audience: general
takes: [meeting]
series: {up: fed:target.upper/USA}
periods: {day: "2026-07-29"}
figures:
  - {id: a, expression: "value(up, $day)", measure: M, subject: S}
  - {id: b, expression: "value(up, $day)", measure: M, subject: S, when: [known]}
  - {id: c, expression: "value(up, $day)", measure: M, subject: S, when: ["!known"]}
headline: H
standfirst: S
takeaways: [always, {say: known, when: [known]}, {say: not, when: ["!known"]}]
sections:
  - id: s
    heading: H
    exhibits: [e]
    blocks:
      - paragraph: [{say: x, when: [known]}]
      - bullets: [[{say: x, when: ["!known"]}], [y]]
  - {id: t, heading: T, when: [known, other]}
exhibits:
  - {id: e, mark: step, title: T, reading: R, alt: A, unit: percent, axis: X, rows: [],
     when: [known]}
"""


def test_a_brief_is_cut_to_its_case() -> None:
    brief = loads(BRIEF, Brief, "toy.yaml")
    known = fitted(brief, {"known"})
    assert [one.id for one in known.figures] == ["a", "b"]
    assert len(known.takeaways) == 2
    assert [one.id for one in known.sections] == ["s"]
    assert known.sections[0].exhibits == ("e",)
    assert len(known.sections[0].blocks) == 2
    other = fitted(brief, ())
    assert [one.id for one in other.figures] == ["a", "c"]
    assert other.exhibits == ()
    assert other.sections[0].exhibits == ()
    assert len(other.sections[0].blocks) == 1  # the paragraph had nothing left
    assert len(fitted(brief, {"known", "other"}).sections) == 2
