"""Words of sentences and cells: one spelling for what is written in many ways."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["LONGEST", "STOP", "Word", "fold", "listed", "number_of", "stem", "words"]


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list written as one text, parted by blanks."""
    return tuple(text.split())


LONGEST = 4000  # characters of one text that are read; longer cells and sentences are cut

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?::\d+)+(?:\.\d+)?|\d+\.\d+"
    r"|\d+(?:st|nd|rd|th)\b|(?:[^\W_]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)?|[%$+/&-]|['’]s\b"
)
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CLOCK = re.compile(r"(\d+):(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_UNITS = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_CARDINALS = {name: float(n) for n, name in enumerate(_UNITS)} | {
    name: 10.0 * n for n, name in enumerate(_TENS, start=2)
}
_CARDINALS |= {"once": 1.0, "twice": 2.0, "thrice": 3.0, "dozen": 12.0, "hundred": 100.0}
_ORDINALS = {
    name: float(n)
    for n, name in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth"
        ),
        start=1,
    )
}
_IRREGULAR = dict(
    pair.split(":")
    for pair in listed(
        "is:be are:be was:be were:be been:be am:be being:be has:have had:have did:do "
        "does:do done:do won:win winning:win wins:win winner:winner lost:lose losing:lose "
        "loses:lose losses:loss held:hold took:take taken:take made:make ran:run beat:beat "
        "beaten:beat got:get gave:give given:give went:go gone:go came:come "
        "led:lead wrote:write written:write sang:sing sung:sing began:begin begun:begin "
        "drew:draw drawn:draw flew:fly men:man women:woman children:child people:people "
        "seen:see saw:see shown:show left:leave built:build built:build said:say born:born "
        "matches:match games:game series:series species:species teams:team pts:points pct:percent "
        "metres:meter metre:meter centre:center"
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read.

    Attributes
    ----------
    key : str
        Folded and stemmed; a number's key is its shortest spelling, an ordinal's ``3``.
    raw : str
        Folded only.
    value : float or None
        Of a number in digits or words, of an ordinal, of a clock time in seconds.
    ordinal : bool
        Whether it ranks: third, 3rd.
    """

    key: str
    raw: str
    value: float | None = None
    ordinal: bool = False


def fold(text: str) -> str:
    """Return a text in lower case, without accents, cut at `LONGEST` characters."""
    spread = unicodedata.normalize("NFKD", text[:LONGEST])
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return bare.casefold().replace("−", "-").replace("–", "-").replace("—", "-")


def _undouble(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


def _shortened(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("ing") and len(word) > 5:
        return _undouble(word[:-3])
    if word.endswith("ed") and len(word) > 4:
        return _undouble(word[:-2])
    return word


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return one spelling for a word's forms: plural, past and -ing fall away."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3:
        return word
    short = _shortened(word)
    return short[:-1] if len(short) > 4 and short.endswith("e") else short


_STOP_WORDS = listed(
    "a an the of in on at to for by with from and or but as that which who whom whose this "
    "these those it its it's they them their he his him she her be have do there while when "
    "where during into than then so also both i we our you your 's % $ + - / & if not no one only "
    "all each every any some most more less other over between after before under above "
    "out up there such same against about will would can could"
)
STOP = frozenset({*_STOP_WORDS, *map(stem, _STOP_WORDS)})


def number_of(text: str) -> float | None:
    """Return the value of digits, an ordinal or a clock time; None for anything else."""
    if len(text) > 24:
        return None
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", ""))
    if ordinal := _ORDINAL.fullmatch(text):
        return float(ordinal[1])
    if clock := _CLOCK.fullmatch(text):
        parts = [float(part) for part in clock.groups() if part]
        return sum(part * 60.0**power for power, part in enumerate(reversed(parts)))
    return None


def _key_of(value: float, raw: str) -> str:
    return raw if ":" in raw else f"{value:.10g}"


@lru_cache(maxsize=50_000)
def _word(raw: str) -> Word:
    if raw[0].isdigit():
        value = number_of(raw)
        if value is not None:
            return Word(_key_of(value, raw), raw, value, raw[-1] in "tdh")
        return Word(stem(raw[:40]), raw[:40])
    if raw in _CARDINALS:
        return Word(f"{_CARDINALS[raw]:.10g}", raw, _CARDINALS[raw])
    if raw in _ORDINALS:
        return Word(f"{_ORDINALS[raw]:.10g}", raw, _ORDINALS[raw], ordinal=True)
    if raw[0] == "’":
        raw = "'s"
    plain = raw.replace(".", "")
    return Word(stem(plain[:40]), plain[:40])


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, punctuation dropped.

    Parameters
    ----------
    text : str
        A sentence, a header or a cell.

    Returns
    -------
    tuple of Word
        Its words.
    """
    return tuple(_word(found) for found in _TOKEN.findall(fold(text)))
