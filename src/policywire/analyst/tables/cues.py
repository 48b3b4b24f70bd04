"""Cues: the words which say what a sentence does with a table, and what may stand for what."""

from dataclasses import dataclass
from enum import StrEnum

from policywire.analyst.tables.words import listed, stem

__all__ = ["CUES", "NEGATIONS", "Cue", "Sort", "alternatives", "header_kin"]


class Sort(StrEnum):
    """What a cue asks for."""

    SUPERLATIVE = "superlative"
    COMPARATIVE = "comparative"
    TOTAL = "total"
    MEAN = "mean"
    SAME = "same"
    DIFFERENT = "different"
    ALL = "all"
    ONLY = "only"
    NONE = "none"
    BEFORE = "before"
    FIRST = "first"
    COMMON = "common"
    TIMES = "times"
    MOST_OF = "most of"


@dataclass(frozen=True, slots=True)
class Cue:
    """One word's task.

    Attributes
    ----------
    sort : Sort
        What it asks for.
    way : int
        1 for the upper end or the later one, -1 for the lower or the earlier one.
    near : str
        Keys of headers it goes with by itself, parted by blanks: ``oldest`` with ``age``.
    """

    sort: Sort
    way: int = 1
    near: str = ""


_AGE = "age born birth date year built founded opened"
_TIME = "time date year season"
_UP = {
    "highest": "", "most": "", "largest": "", "biggest": "", "greatest": "", "best": "",
    "tallest": "height", "longest": "length distance duration year", "latest": _TIME,
    "heaviest": "weight", "maximum": "", "newest": _TIME, "top": "rank position place",
    "youngest": _AGE, "max": "", "furthest": "distance", "slowest": "time", "farthest": "distance",
    "strongest": "", "richest": "", "busiest": "", "highly": "", "majority": "", "leading": "",
}  # fmt: skip
_DOWN = {
    "lowest": "", "least": "", "smallest": "", "fewest": "", "shortest": "length distance height",
    "worst": "", "earliest": _TIME, "oldest": _AGE, "minimum": "", "fastest": "time", "min": "",
    "lightest": "weight", "quickest": "time", "weakest": "", "closest": "", "bottom": "",
}  # fmt: skip
_MORE = {
    "more": "", "higher": "", "larger": "", "bigger": "", "greater": "", "better": "",
    "later": _TIME, "longer": "length distance duration", "taller": "height", "above": "",
    "over": "", "exceed": "", "heavier": "weight", "newer": _TIME, "younger": _AGE,
    "outscore": "", "surpass": "", "slower": "time", "beyond": "",
}  # fmt: skip
_FEWER = {
    "less": "", "fewer": "", "lower": "", "smaller": "", "shorter": "length distance height",
    "earlier": _TIME, "older": _AGE, "under": "", "below": "", "worse": "", "faster": "time",
    "lighter": "weight", "quicker": "time",
}  # fmt: skip
_OTHERS = {
    Sort.TOTAL: "total sum combined altogether combine overall",
    Sort.MEAN: "average mean averaged",
    Sort.SAME: "same equal tie tied identical equally both share",
    Sort.DIFFERENT: "different difference differ various unique separate distinct",
    Sort.ALL: "all every each always everyone entire",
    Sort.ONLY: "only just exactly solely",
    Sort.COMMON: "common frequent popular frequently commonly often",
    Sort.TIMES: "times time twice double half triple",
}


def _table() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for sort, way, named in (
        (Sort.SUPERLATIVE, 1, _UP),
        (Sort.SUPERLATIVE, -1, _DOWN),
        (Sort.COMPARATIVE, 1, _MORE),
        (Sort.COMPARATIVE, -1, _FEWER),
    ):
        found |= {w: Cue(sort, way, " ".join(map(stem, n.split()))) for w, n in named.items()}
    for sort, said in _OTHERS.items():
        found |= {word: Cue(sort) for word in said.split()}
    found |= {word: Cue(Sort.NONE, -1) for word in listed("no none never neither zero nobody")}
    found |= {"before": Cue(Sort.BEFORE, -1), "prior": Cue(Sort.BEFORE, -1)}
    found |= {"precede": Cue(Sort.BEFORE, -1), "preceded": Cue(Sort.BEFORE, -1)}
    found |= {"after": Cue(Sort.BEFORE), "follow": Cue(Sort.BEFORE), "followed": Cue(Sort.BEFORE)}
    found |= {"first": Cue(Sort.FIRST, -1), "last": Cue(Sort.FIRST), "final": Cue(Sort.FIRST)}
    return found


CUES = _table()
NEGATIONS = frozenset(
    listed(
        "not no never none neither nor without nobody nothing didn't don't doesn't wasn't weren't "
        "isn't aren't hasn't haven't hadn't cannot can't couldn't fail n't"
    )
)

_KIN = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "crowd attendance attendee fan spectator attend people",
        "player name athlete competitor golfer rider driver swimmer person",
        "club team side",
        "opponent against play face versus opposition",
        "nation country nationality",
        "year date when season day time",
        "month date",
        "location venue place stadium arena ground site city held where",
        "rank position place pos finish standing",
        "title song name episode film album single",
        "point pts score",
        "result score outcome",
        "loss lose lost l",
        "win wins won w victory",
        "draw drawn tie d",
        "played game match p pld gp",
        "gold medal",
        "silver medal",
        "bronze medal",
        "total overall medal",
        "party affiliation",
        "candidate politician incumbent representative",
        "population people inhabitant resident populated",
        "viewer watch audience million",
        "writer written write author",
        "director directed direct",
        "area size km square",
        "height tall elevation m",
        "length long km",
        "weight heavy kg lb",
        "college school university",
        "engine chassis constructor car",
        "lap laps",
        "grid start",
        "goal score goals gls",
        "round pick",
        "money earnings prize earn",
        "vote votes percent share",
        "record",
        "circuit race track",
        "network channel station air aired",
        "frequency mhz",
        "owner own",
        "built build completed complete construction",
        "enrollment student",
        "mascot nickname",
        "language",
        "price cost usd",
        "to par",
        "capacity seat hold",
        "manufacturer make brand",
        "tournament competition championship event league",
        "partner with",
        "surface court",
        "age old",
    )
)


def _kin_table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _KIN:
        for key in group:
            found[key] = found.get(key, frozenset()) | group
    return found


_KIN_OF = _kin_table()


def header_kin(key: str) -> frozenset[str]:
    """Return the header words a word of a sentence may stand for, itself left out."""
    return _KIN_OF.get(key, frozenset()) - {key}


_SAYS = {
    "win": "@win", "victory": "@win", "beat": "@win", "defeat": "@win", "lose": "@loss",
    "loss": "@loss", "tie": "@draw", "draw": "@draw", "victorious": "@win",
}  # fmt: skip
_PLACES = (
    "american|united state;usa;us;u", "british|united kingdom;uk;gb;gbr;great britain",
    "usa|united state;us", "us|united state;usa", "u|us;united state;usa", "uk|united kingdom",
    "english|england;eng", "scottish|scotland;sco", "welsh|wale;wal", "irish|ireland;irl",
    "french|france;fra;fr", "german|germany;ger;de", "italian|italy;ita", "spanish|spain;esp",
    "dutch|netherland;ned;holland", "swiss|switzerland;sui", "swedish|sweden;swe",
    "norwegian|norway;nor", "danish|denmark;den", "finnish|finland;fin", "russian|russia;rus",
    "polish|poland;pol", "czech|czech republic;cze", "austrian|austria;aut", "belgian|belgium;bel",
    "portugues|portugal;por", "greek|greece;gre", "turkish|turkey;tur", "hungarian|hungary;hun",
    "romanian|romania;rou", "bulgarian|bulgaria;bul", "ukrainian|ukraine;ukr",
    "croatian|croatia;cro",
    "serbian|serbia;srb", "canadian|canada;can", "mexican|mexico;mex", "brazilian|brazil;bra",
    "argentine|argentina;arg", "argentinian|argentina;arg", "chilean|chile;chi",
    "colombian|colombia;col", "japanes|japan;jpn", "chines|china;chn", "korean|korea;kor",
    "indian|india;ind", "pakistani|pakistan;pak", "australian|australia;aus",
    "south african|south africa;rsa", "kenyan|kenya;ken", "ethiopian|ethiopia;eth",
    "egyptian|egypt;egy", "iranian|iran;iri", "israeli|israel;isr", "jamaican|jamaica;jam",
    "cuban|cuba;cub", "thai|thailand;tha", "democratic|democrat;d", "democrat|democratic;d",
    "republican|republican;r",
)  # fmt: skip
_MONTHS = listed(
    "january february march april may june july august september october november december"
)


def _meanings() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {
        stem(word): ((says,),) for word, says in _SAYS.items()
    }
    for line in _PLACES:
        key, others = line.split("|")
        found[stem(key)] = tuple(tuple(map(stem, other.split())) for other in others.split(";"))
    for month in _MONTHS:
        found[stem(month)] = ((month[:3],),)
        found[month[:3]] = (*found.get(month[:3], ()), (stem(month),))
    return found


_MEANINGS = _meanings()


def alternatives(key: str) -> tuple[tuple[str, ...], ...]:
    """Return what else a cell may write for a word: ``american``, ``united state`` or ``usa``."""
    return _MEANINGS.get(key, ())
