"""Denials: the words by which a sentence denies, doubts, asks or supposes what it says.

The list is closed. Where one of them stands, a number that agrees bears nothing out, and one that
differs is not called wrong.
"""

import re

from policywire.analyst.review.halves import half_at

__all__ = ["asked", "denied_by"]

_LIE = r"(?:myths?|hoax(?:es)?|lies?|fiction|falsehood|misconception|rumou?rs?|canard|fake\s+news)"
_UNTRUE = (
    r"(?:false|untrue|incorrect|wrong|doubtful|dubious|unlikely|debatable|disputed|unclear|"
    r"uncertain|impossible|inaccurate|misleading|nonsense|implausible|questionable|mistaken)"
)
_NOBODY = (
    r"(?:nobody|no\s*-?\s*one|none|few|hardly\s+any(?:one|body)?|no\s+(?:serious\s+)?"
    r"(?:economists?|analysts?|officials?|experts?))"
)
_THOUGHT = (
    r"(?:believ\w+|thinks?|thought|claim\w*|says?|said|expect\w*|argu\w+|accepts?|accepted|"
    r"suggest\w*|pretends?|maintains?|agrees?|knew|knows?)"
)
_REJECTED = (
    r"(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|"
    r"debunk(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|doubt(?:s|ed|ing)?|contest(?:s|ed|ing)?|"
    r"question(?:s|ed|ing)?|contradict(?:s|ed|ing)?|disprov\w+|disbeliev\w+|retract(?:s|ed|ing)?)"
)
_FRAMES = re.compile(
    rf"\b(?:{_UNTRUE}|far\s+from\s+(?:true|certain|clear))\s+(?:to\s+(?:say|claim)\s+)?that\b|"
    rf"\b(?:an?|the|urban|popular|common)\s+{_LIE}\b|\b{_LIE}\s+that\b|"
    rf"\b{_NOBODY}\s+(?:\w+\s+){{0,3}}?{_THOUGHT}\b|"
    rf"\b{_REJECTED}\s+(?:\w+\s+){{0,4}}?(?:that|claims?|ideas?|notions?|reports?|whether)\b|"
    r"\b(?:contrary\s+to\s+(?:claims?|reports?|the)|what\s+if|as\s+(?:if|though)|suppos(?:e|ing)"
    r"(?:\s+that)?|imagine|imagining|assum(?:e|ing)(?:\s+that)?|provided\s+that|on\s+condition|"
    r"whether|unless|pretend(?:s|ed|ing)?|would\s+have\s+(?:you|us)\s+believe|had\s+it\s+been)\b|"
    r"^\W*(?:if|had|were|should|si|whatever)\b|,\s+if\b|\bonly\s+if\b|"
    r"\b(?:been|is|are|was|were)\s+(?:\w+ly\s+)?(?:debunked|denied|disputed|rejected|refuted|"
    r"disproved|discredited|retracted|false|untrue|incorrect|nonsense|mistaken)\b|"
    r"\b(?:es\s+(?:falso|mentira|un\s+mito|dudoso)|no\s+es\s+(?:cierto|verdad)|nadie\s+cree|"
    r"niegan?|negó|desmint\w+|desmienten?)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:wrongly|falsely|mistakenly|erroneously|incorrectly|misleadingly|inaccurately|rarely|"
    r"seldom|hardly|scarcely|supposedly|allegedly|purportedly|ostensibly|perhaps|possibly|maybe|"
    r"arguably|apparently|seemingly|presumably|probably|conceivably|hypothetically|unlikely|"
    r"by\s+no\s+means|in\s+no\s+way|at\s+no\s+(?:time|point)|far\s+from|anything\s+but|"
    r"fail(?:s|ed|ing)?\s+to|cannot|(?:is|are|do|does|did|has|have|had|was|were|wo|ca|could|would|"
    r"should)n['’]t|(?<!,\s)not|never|no\s+longer|nowhere\s+near|falsamente|supuestamente|rara\s+vez|"
    r"raramente|quizás?|tal\s+vez|jamás|nunca)\b(?!\s+(?:only|least|less|just|to\s+mention)\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[?\uff1f][\s\"”’')\]]*$|^\W*¿")


def asked(text: str) -> bool:
    """Return whether a sentence is a question."""
    return _ASKED.search(text) is not None


def denied_by(text: str, at: int) -> str:
    """Return the words that deny, doubt or suppose what stands at ``at``, or nothing.

    A frame such as ``it is false that`` bears on all of a sentence; an adverb on its own clause,
    and on every clause where its own says nothing else.
    """
    frame = _FRAMES.search(text)
    if frame is not None:
        return " ".join(frame.group().split()).strip(" ,")
    start, end = half_at(text, at)
    found = _WORDS.search(text, start, end)
    return found.group() if found else ""
