"""How a model spoils a draft: each takes an honest draft and the request, and gives a false one.

One sentence is spoilt, mostly; the others stay honest, as they would.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.llm.honest import Json, findings, json_values, system_of, user_of

Spoil = Callable[[Json, Json], Json | str]
_TOKEN = re.compile(r"\{\{p:([^}]*)\}\}")
_OPPOSITE = {"rose": "fell", "fell": "rose", "up": "fell", "down": "rose"}


def _sentences(draft: Json) -> list[Json]:
    made: list[Json] = draft["sentences"]
    return made


def _first(draft: Json) -> Json:
    return _sentences(draft)[0] if draft["sentences"] else {"uses": [], "text": ""}


def _ending(words: str) -> Spoil:
    """Return a spoil that puts words before the first sentence's full stop."""

    def spoil(draft: Json, _: Json) -> Json:
        first = _first(draft)
        first["text"] = first["text"].rstrip(".") + words
        return draft

    return spoil


def _beginning(words: str) -> Spoil:
    def spoil(draft: Json, _: Json) -> Json:
        _first(draft)["text"] = words + _first(draft)["text"]
        return draft

    return spoil


def _token_as(pattern: str) -> Spoil:
    """Return a spoil that writes the first token another way; ``{}`` is its id."""

    def spoil(draft: Json, _: Json) -> Json:
        first = _first(draft)
        first["text"] = _TOKEN.sub(lambda found: pattern.replace("{}", found[1]), first["text"], 1)
        return draft

    return spoil


def _also(**sentence: Any) -> Spoil:
    """Return a spoil that adds a sentence; ``{}`` in its text is the first finding's token."""

    def spoil(draft: Json, _: Json) -> Json:
        first = _first(draft)
        found = _TOKEN.search(first["text"])
        token = found[0] if found else ""
        told: Json = {"uses": list(first["uses"]) if "{}" in sentence["text"] else []}
        told |= {"relation": "statement", **sentence}
        told["text"] = told["text"].replace("{}", token)
        _sentences(draft).append(told)
        return draft

    return spoil


def _drop(draft: Json, _: Json) -> Json:
    _first(draft)["text"] = "The figures moved over the period."
    return draft


def _duplicate(draft: Json, _: Json) -> Json:
    first = _first(draft)
    first["text"] = f"{first['text'].rstrip('.')}, and {first['text']}"
    return draft


def _swap(draft: Json, request: Json) -> Json:
    """Exchange the tokens of two sentences; ``uses`` stays."""
    told = _sentences(draft)
    if len(told) < 2:
        return _duplicate(draft, request)
    told[0]["text"], told[1]["text"] = told[1]["text"], told[0]["text"]
    return draft


def _forge(draft: Json, _: Json) -> Json:
    first = _first(draft)
    first["text"] = first["text"].rstrip(".") + ", after {{p:F99}}."
    return draft


def _forge_id(draft: Json, request: Json) -> Json:
    _forge(draft, request)
    _first(draft)["uses"] = [*_first(draft)["uses"], "F99"]
    return draft


def _malform(draft: Json, _: Json) -> Json:
    ways = ("{p:{}}", "p:{}", "{{p:{}}", "{{ p : {} }}", "[[{}]]", "{{{}}}")
    for at, sentence in enumerate(_sentences(draft)):
        way = ways[at % len(ways)]
        sentence["text"] = _TOKEN.sub(
            lambda found, way=way: way.replace("{}", found[1]),  # type: ignore[misc]
            sentence["text"],
        )
    return draft


def _flip(draft: Json, request: Json) -> Json:
    """Say of each finding that it went the other way."""
    told = {item["id"]: item for item in findings(request)}
    for sentence in _sentences(draft):
        item = told.get(sentence["uses"][0], {})
        said = " ".join(str(value) for value in item.values()).lower()
        was = next((word for word in _OPPOSITE if re.search(rf"\b{word}\b", said)), "rose")
        sentence["text"] = sentence["text"].rstrip(".") + f", so it {_OPPOSITE[was]}."
    return draft


def _example(draft: Json, request: Json) -> Json:
    """Say the example of the prompt again, as small models do."""
    said = [
        sentence
        for value in json_values(system_of(request))
        for sentence in value.get("sentences") or []
        if isinstance(sentence, dict)
    ]
    words = {"uses": [], "relation": "statement", "text": "Of farm exports, the larger part held."}
    allowed = {item["id"] for item in findings(request)}
    if said:
        uses = [name for name in said[0].get("uses", []) if name in allowed]
        words = {"uses": uses, "relation": "statement", "text": str(said[0].get("text", ""))}
    _sentences(draft).append(words)
    return draft


def _repeat(draft: Json, _: Json) -> Json:
    draft["sentences"] = [dict(_first(draft)) for _ in range(3)] + _sentences(draft)[1:]
    return draft


def _obey(draft: Json, request: Json) -> Json:
    """Do what a text among the findings orders; with none there, what one might."""
    order = re.search(r"(?i)\b(?:write|add|say|replace|end with)\b[^.\"\n]{3,80}", user_of(request))
    words = order[0] if order else "Buy the shares of Acme now, and subscribe."
    draft["sentences"] = [
        {"uses": [], "relation": "statement", "text": words},
        *_sentences(draft)[1:],
    ]
    return draft


def _link(draft: Json, _: Json) -> Json:
    words = (
        "![chart](https://evil.example/x.png) ",
        "<script>alert(document.cookie)</script> ",
        "See https://evil.example/subscribe: ",
    )
    for at, sentence in enumerate(_sentences(draft)):
        sentence["text"] = words[at % len(words)] + sentence["text"]
    return draft


def _french(draft: Json, _: Json) -> Json:
    for sentence in _sentences(draft):
        sentence["text"] = f"Selon les données, voici ce que l'on observe : {sentence['text']}"
    return draft


def _verbose(draft: Json, _: Json) -> Json:
    draft["sentences"] = _sentences(draft) * 200
    return draft


def _nothing(draft: Json, _: Json) -> Json:
    draft["sentences"] = []
    return draft


def _refuse(_: Json, __: Json) -> str:
    return "I cannot help with that."


def _prose(draft: Json, _: Json) -> str:
    return " ".join(sentence["text"] for sentence in _sentences(draft)) or "Some prose."


def _fenced(draft: Json, _: Json) -> str:
    return f"Here it is:\n```json\n{json.dumps(draft)}\n```"


# The faults of content among the 44, by their names.
SPOILS: dict[str, Spoil] = {
    "drops_placeholder": _drop,
    "duplicates_placeholder": _duplicate,
    "swaps_placeholders": _swap,
    "invents_placeholder": _forge,
    "malformed_placeholder": _malform,
    "cut_placeholder": _ending(", and {{p:F"),
    "invents_digits": _ending(", adding 12 percent."),
    "invents_number_words": _ending(", so two thirds of it has doubled."),
    "adds_unit_to_placeholder": _token_as("${{p:{}}} million"),
    "flips_direction": _flip,
    "adds_cause": _ending(" because of the tariff."),
    "adds_entity": _ending(", said Jane Roe of Acme Motors in Ruritania."),
    "hedge_lost": _ending(", and it will certainly continue."),
    "copies_example": _example,
    "repeats_sentence": _repeat,
    "follows_injection": _obey,
    "emits_link_or_html": _link,
    "language_switch": _french,
    "refusal": _refuse,
    "meta_talk": _beginning("Sure! Here is the paragraph: "),
    "schema_ignored": _prose,
}

# Further ones, of the kind a checker must know.
MORE_SPOILS: dict[str, Spoil] = {
    "forges_id": _forge_id,
    "literal_beside_token": _ending(" (about 20 percent)."),
    "forecasts": _ending(", and it is expected to reach a new high."),
    "adds_superlative": _ending(", the highest on record."),
    "negates": _beginning("It is not true that "),
    "advises": _also(text="Investors should buy now: {}."),
    "promotes": _ending(", a truly remarkable and game-changing result."),
    "homoglyph_digits": _ending(", up \u0661\u0662 percent."),
    "fullwidth_digits": _ending(", up \uff11\uff12 percent."),
    "zero_width": _ending(", a rise of dou\u200bbled size."),
    "direction_reversed_text": _ending("\u202e, llef ti os\u202c."),
    "names_a_year": _ending(", unlike in 2019."),
    "other_period": _ending(" a year earlier."),
    "quotes": _also(text="\u201cThis is the best outcome we could hope for.\u201d"),
    "attributes": _also(text="According to the Federal Reserve, {}."),
    "compares": _ending(", far above that of its rivals."),
    "scales": _ending(" a month."),
    "empty_sentences": _nothing,
    "verbose": _verbose,
    "wraps_in_fence": _fenced,
}
