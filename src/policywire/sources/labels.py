"""Labels: the names that published tables use for places, and the places they mean."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.facts.codes import places
from policywire.facts.errors import BadCode, WrongUse, near
from policywire.schema import loads

__all__ = ["NameList", "name_lists", "resolve"]


@dataclass(frozen=True, slots=True)
class NameList:
    """How one family of tables names places.

    Attributes
    ----------
    kinds : tuple of str
        Kinds of place (``country``, ``group``, ``state``) known by their own name or Census code.
    also : dict of str to str
        Further names, and the place code each stands for.
    """

    kinds: tuple[str, ...] = ()
    also: dict[str, str] | None = None

    def codes(self) -> dict[str, str]:
        """Return place codes by folded name."""
        known: dict[str, str] = {}
        for code, (name, kind, census) in places().items():
            if kind in self.kinds:
                known[_fold(name)] = code
                known |= {census: code} if census else {}
        return known | {_fold(name): code for name, code in (self.also or {}).items()}


@cache
def name_lists() -> dict[str, NameList]:
    """Return the lists of names that ship with the package."""
    text = files("policywire.sources").joinpath("places.yaml").read_text(encoding="utf-8")
    return loads(text, dict[str, NameList], "places.yaml")


def resolve(labels: Iterable[str], known_as: str, where: str) -> dict[str, str]:
    """Return the place code of each label.

    Parameters
    ----------
    labels : iterable of str
        Names as published.
    known_as : str
        The list of names to use.
    where : str
        The file they stand in, for the error.

    Raises
    ------
    WrongUse
        If there is no such list.
    BadCode
        If labels are unknown; the message names all of them, each with near names.
    """
    if known_as not in name_lists():
        hint = near(known_as, name_lists())
        raise WrongUse(f"places.yaml has no list '{known_as}', wanted by {where}.{hint}")
    known = name_lists()[known_as].codes()
    found = {label: known.get(_fold(label)) for label in labels}
    unknown = sorted(label for label, code in found.items() if code is None)
    if unknown:
        each = " ".join(f"'{label}'.{near(_fold(label), known)}" for label in unknown)
        raise BadCode(
            f"{where} names {len(unknown)} places that the list '{known_as}' does not know: "
            f"{each} Nothing was read. If a name is right, add it to sources/places.yaml."
        )
    return {label: code for label, code in found.items() if code is not None}


def _fold(text: str) -> str:
    """Return ``text`` in capitals, without accents and outer blanks."""
    plain = unicodedata.normalize("NFKD", text.strip().upper())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
