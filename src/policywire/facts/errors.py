"""Every error Policywire raises on purpose.

::

    PolicywireError                 exit code 1: the work could not be done
    ├── WrongUse                    exit code 2: the command was put wrongly
    ├── BadReference                a text that names nothing we know
    │   ├── BadPeriod  BadUnit  BadCode  BadKey  BadExpression
    ├── BadDocument                 a YAML file that breaks its schema
    ├── BadArticle                  a file to check that holds no text we can read
    ├── Incomparable                an expression that mixes what may not be mixed
    │   ├── MixedUnits  MixedBases  MixedPeriods  MixedAdjustment
    ├── NotHeld                     asked for something the store lacks
    │   ├── UnknownSeries  MissingObservation  BeforeFirstVintage
    ├── StoreError                  the file room cannot serve or file
    │   ├── DamagedStore  StoreBusy  Conflict  ArrivalRefused
    ├── ModelError                  a model that cannot be run as asked
    │   ├── BadBaseline  BadShock  NoConvergence
    ├── ClaimRefused                a sentence, title or exhibit that is not borne out
    └── OutputRefused               a folder we may not write to
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "ArrivalRefused",
    "BadArticle",
    "BadBaseline",
    "BadCode",
    "BadDocument",
    "BadExpression",
    "BadKey",
    "BadPeriod",
    "BadReference",
    "BadShock",
    "BadUnit",
    "BeforeFirstVintage",
    "ClaimRefused",
    "Conflict",
    "DamagedStore",
    "Incomparable",
    "MissingObservation",
    "MixedAdjustment",
    "MixedBases",
    "MixedPeriods",
    "MixedUnits",
    "ModelError",
    "NoConvergence",
    "NotHeld",
    "OutputRefused",
    "PolicywireError",
    "StoreBusy",
    "StoreError",
    "UnknownSeries",
    "WrongUse",
    "near",
]


class PolicywireError(Exception):
    """What went wrong, where, what is held, what to do: one readable message."""


class WrongUse(PolicywireError):
    """The command or call was put wrongly."""


class BadReference(PolicywireError):
    """A text names nothing we know."""


class BadPeriod(BadReference):
    """A text is no period."""


class BadUnit(BadReference):
    """A text is no unit."""


class BadCode(BadReference):
    """A text is no place or product code."""


class BadKey(BadReference):
    """A text is no series key."""


class BadExpression(BadReference):
    """A text is no expression over series."""


class BadDocument(PolicywireError):
    """A YAML document breaks its schema."""


class BadArticle(PolicywireError):
    """A file given to be checked holds no text that can be read."""


class Incomparable(PolicywireError):
    """An expression mixes what may not be mixed."""


class MixedUnits(Incomparable):
    """Operands carry different units."""


class MixedBases(Incomparable):
    """Operands are measured on different bases."""


class MixedPeriods(Incomparable):
    """Operands speak of periods that cannot be set side by side."""


class MixedAdjustment(Incomparable):
    """Operands differ in seasonal adjustment, or need one they lack."""


class NotHeld(PolicywireError):
    """The store lacks what was asked for."""


class UnknownSeries(NotHeld):
    """No series of that key is held."""


class MissingObservation(NotHeld):
    """The series is held, the period is not."""


class BeforeFirstVintage(NotHeld):
    """The reader stands before anything was said."""


class StoreError(PolicywireError):
    """The store cannot serve or file."""


class DamagedStore(StoreError):
    """A stored file does not match its recorded hash."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class Conflict(StoreError):
    """The same series, period and vintage arrived with another value."""


class ArrivalRefused(StoreError):
    """Arriving data failed a check."""


class ModelError(PolicywireError):
    """A model cannot be run as asked."""


class BadBaseline(ModelError):
    """A baseline lacks cells, does not balance or holds impossible values."""


class BadShock(ModelError):
    """A scenario's changes name no cell, contradict each other or are impossible."""


class NoConvergence(ModelError):
    """No equilibrium was found; the message says what was tried."""


class ClaimRefused(PolicywireError):
    """A sentence, title or exhibit is not borne out by its figures."""


class OutputRefused(PolicywireError):
    """A folder cannot be written to."""


def near(word: str, known: Iterable[str], limit: int = 3) -> str:
    """Return `` Near: a, b.`` for the known words like ``word``, or nothing.

    Parameters
    ----------
    word : str
        What was asked for.
    known : iterable of str
        What exists.
    limit : int
        How many matches at most.
    """
    names = sorted(str(name) for name in known)
    hits = get_close_matches(word, names, n=limit, cutoff=0.5)
    hits = hits or [name for name in names if word and word.lower() in name.lower()][:limit]
    return f" Near: {', '.join(hits)}." if hits else ""
