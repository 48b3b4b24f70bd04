"""Whether an article's topic is the field its author is introduced with."""

import re
from collections import Counter
from collections.abc import Iterator

from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.outline import Document
from policywire.analyst.review.remarks import RULES, Remark

__all__ = ["remit_remarks", "topics_of"]

_MAIN = 0.5  # share of an article's mentions that makes a topic its own
_FEWEST = 5  # mentions, below which an article has no topic
# What authors say of their field, which is wider than what a lexicon measures.
_FIELDS = {
    "money": r"monetary|central\s+banks?|federal\s+reserve|the\s+fed\b|fed['’]s|interest\s+rates?"
    r"|inflation|fomc|banxico|política\s+monetaria|tasas?\s+de\s+interés",
    "trade": r"(?:international\s+|foreign\s+|global\s+)?trade\s+(?:policy|flows?|law|relations?)"
    r"|tariffs?|customs|imports?|exports?|usmca|nafta|nearshoring|supply\s+chains?"
    r"|international\s+trade|comercio\s+exterior|aranceles",
    "markets": r"stocks?|equit(?:y|ies)|shares\b|crypto\w*|bonds?|securities|commodit(?:y|ies)"
    r"|technical\s+analysis|earnings|bolsa|acciones",
}
_FIELD = {topic: re.compile(rf"\b(?:{words})", re.IGNORECASE) for topic, words in _FIELDS.items()}
_NAMES = {"money": "monetary policy", "trade": "trade", "markets": "markets"}


def topics_of(text: str, terms: Terms) -> Counter[str]:
    """Return how often a text names each topic."""
    counted = Counter(terms.topic(mention.code) for mention in terms.concepts(text))
    for topic, words in _FIELD.items():
        counted[topic] = max(counted[topic], len(words.findall(text)))
    return +counted


def remit_remarks(document: Document, terms: Terms) -> Iterator[Remark]:
    """Yield a remark where the article's topic is none of the author's."""
    own = topics_of(document.bio, terms) if document.bio else Counter[str]()
    about = topics_of(" ".join(item.text for item in document.prose), terms)
    total = sum(about.values())
    if not own or total < _FEWEST:
        return
    topic, count = about.most_common(1)[0]
    if count < _MAIN * total or topic in own:
        return
    fields = " and ".join(_named(name) for name, _ in own.most_common(2))
    note = (
        f"The article is on {_named(topic)} ({count} of {total} mentions); its author is "
        f"introduced for {fields}. {RULES['P1'].repair}"
    )
    start, end = _bio_place(document)
    yield Remark("P1", document.text[start:end], start, end, note)


def _named(topic: str) -> str:
    return _NAMES.get(topic, topic)


def _bio_place(document: Document) -> tuple[int, int]:
    held = [item for item in document.paragraphs if item.text and item.text in document.bio]
    return held[0].start, held[-1].end
