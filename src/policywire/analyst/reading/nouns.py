"""What a number counts: the noun behind it."""

import re

from policywire.analyst.reading.words import listed

__all__ = ["counted", "hyphened"]

_STOP = frozenset(
    listed(
        "as is was has this its less versus vs across plus thus minus times besides perhaps "
        "always yes us does goes says shows remains makes takes comes gives leaves puts sees "
        "means needs holds lies gets adds runs towards afterwards whereas unless previous "
        "various his hers ours theirs others más después antes entonces menos tras les los "
        "las sus nos es entre además mientras detrás mes percent basis business class process "
        "access loss gross press previous plus yes towards sales"
    )
) - {"mes", "sales"}
_PEOPLE = (
    "people|men|women|children|staff|employees|gente|staffers|cattle|aircraft|livestock|head|sheep|"
    "feet|bpd|km|kg|tonnes|TEU|teu|kWh|MWh|GWh|TWh|MW|GW|bbl|ha"
)
_SKIP = (
    r"(?:(?!(?:and|or|to|in|of|on|at|by|for|from|with|the|a|an|than|that|as|was|were|is|are|be|had|has|have|it|its|"
    r"y|o|en|del|con|por|para|que|se|fue|the|per|this|these|those|which|who|while|after|before|since|"
    r"when|because|but|if|so|said|says|rose|fell|last|next)\b)"
    r"(?:U\.S\.|[^\W\d_]+(?:-[^\W\d_]+)?)[ \u00a0\n]){0,2}?"
)
_NOUN = re.compile(
    rf"[ \u00a0\n](?:(?:of|de)[ ](?:its |the |sus |los |las )?)?{_SKIP}"
    rf"(?P<noun>(?:{_PEOPLE}|[^\W\d_]{{2,}}s))(?![^\W_]|-)"
)
_DIRECT = re.compile(rf"[ \u00a0\n]{_SKIP}(?P<noun>(?:{_PEOPLE}|[^\W\d_]{{2,}}s))(?![^\W_]|-)")
_ONE = re.compile(
    r"[ \u00a0\n](?:new |additional |more |full )?(?P<noun>month|year|day|week|quarter|hour|"
    r"minute|job|worker|person|country|state|company|firm|plant|factory|car|vehicle|household|barrel|tonne|ton|"
    r"unit|case|member|vote|seat|point|nation|province)(?![^\W_]|-)"
)
_HYPHEN = re.compile(
    r"-(?P<noun>year|month|week|day|hour|minute|quarter|point|parameter|member|job|person|country|"
    r"state|page|mile|seat|nation|party|sector|region|barrel|tonne|ton|km|kilometer|kilometre|acre|"
    r"foot|unit|vehicle|worker|strong)s?(?P<old>-old)?(?![^\W_])",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"[ \u00a0]?(?P<noun>km|kg|kwh|mwh|gwh|twh|mw|gw|bbl|bpd|lbs?|ha|teu)(?![^\W_])", re.IGNORECASE
)


def counted(text: str, end: int, *, one: bool, large: bool) -> tuple[int, str] | None:
    """Return where the noun counted ends and the noun, for a number that ends at ``end``.

    Parameters
    ----------
    text : str
        The shadow text.
    end : int
        Where the number ends.
    one : bool
        Whether the number is one, so that its noun is singular.
    large : bool
        Whether the number ends in a scale or is vague, so that ``of`` may stand before the noun.
    """
    if one:
        match = _ONE.match(text, end)
        if match or not text[end - 1].isdecimal():  # the noun of 1.0 is plural
            return (match.end(), match["noun"]) if match else None
    if glued := _GLUED.match(text, end):
        return glued.end(), glued["noun"]
    match = (_NOUN if large else _DIRECT).match(text, end)
    if match is None or match["noun"].lower() in _STOP or _is_stopped(match[0]):
        return None
    return match.end(), match["noun"].lower()


def _is_stopped(phrase: str) -> bool:
    return any(word.lower() in _STOP for word in phrase.split()[:-1])


def hyphened(text: str, end: int) -> tuple[int, str] | None:
    """Return the end and the plural of a noun joined by a hyphen: a 10-day pause."""
    match = _HYPHEN.match(text, end)
    if match is None:
        return None
    noun = match["noun"].lower()
    return match.end(), f"{noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{noun}s"
