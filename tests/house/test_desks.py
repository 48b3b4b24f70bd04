"""Every series, brief, desk and rule that ships: described, documented, cited.

The files are read here by a plain string loader, not by the product's own, so that a fault in
the one cannot hide a fault in the other.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import measure_house as house

DESKS = house.ROOT / "src" / house.PACKAGE / "desks"
REFERENCE = house.ROOT / "docs" / "reference"
LAW = {"provisions", "events", "measures", "displacements", "scopes", "clocks", "steps"}
BESIDE = {"rules", "citation", "groups", "known_to"}
FAMILY_FIELDS = ("title", "unit", "basis", "publisher", "url", "licence")
Count = Callable[[str], None]
Mapping = dict[str, Any]


def read(path: Path) -> Any:
    """Read YAML with every scalar left as text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def desk_files(pattern: str) -> list[Path]:
    """Return the files of all desks that match; skip the test where no desk is built yet."""
    if not DESKS.exists():
        pytest.skip("no desk is built yet")
    return sorted(DESKS.glob(f"*/{pattern}"))


def families(document: Mapping) -> dict[str, Mapping]:
    """Return the families of a catalogue by name, each with the fields of its data set."""
    return {
        family["key"].partition("/")[0]: {**home, **family}
        for home in document["datasets"]
        for family in home["families"]
    }


def missing_fields(family: Mapping) -> list[str]:
    """Return the obligatory fields that are absent or empty."""
    return [field for field in FAMILY_FIELDS if not family.get(field)]


def cited(entry: Mapping) -> bool:
    """Say whether an entry names its document: a title, and a locator or a link."""
    citation = entry.get("citation")
    if not isinstance(citation, dict):
        return False
    return bool(citation.get("title") and (citation.get("locator") or citation.get("href")))


def law_entries(document: Mapping) -> list[Mapping]:
    """Return the entries of a law file that must be cited, and refuse any section unknown here."""
    assert document.keys() <= LAW | BESIDE, f"unknown section in {list(document)}"
    entries = [entry for section in sorted(LAW) for entry in document.get(section, [])]
    if "rules" in document:  # rules of origin share the citation of their file
        assert cited(document)
        assert all(rule.get("id") and rule.get("branches") for rule in document["rules"])
    return entries


def faults(entry: Mapping) -> list[str]:
    """Return what a dated value or event lacks."""
    if "programme" in entry or "title" in entry:
        needed: tuple[str, ...] = ("title",)  # a measure, or a list of goods
    elif "by" in entry:
        needed = ("of", "start")
    else:
        needed = ("values", "unit") if "measure" in entry else ("day", "what")
    absent = [field for field in ("id", *needed) if not entry.get(field)]
    return absent if cited(entry) else [*absent, "citation"]


def documented_words() -> str:
    """Return all of docs/reference as one text."""
    assert REFERENCE.is_dir(), "docs/reference is missing"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md")))


def names_absent(names: list[str], text: str) -> list[str]:
    """Return the names that do not stand in ``text`` as code, alone or as the head of a key."""
    return [name for name in names if not re.search(f"`{re.escape(name)}[`/]", text)]


def test_every_desk_is_documented(counted: Count) -> None:
    desks = [path.parent.name for path in desk_files("__init__.py")]
    counted(f"{len(desks)} desks")
    assert desks
    assert names_absent(desks, documented_words()) == []


def test_every_brief_is_documented(counted: Count) -> None:
    briefs = [path.stem for path in desk_files("briefs/*.yaml")]
    counted(f"{len(briefs)} briefs")
    assert briefs
    assert names_absent(briefs, documented_words()) == []


def test_every_series_is_described_and_documented(counted: Count) -> None:
    files = desk_files("series.yaml")
    found = {name: family for path in files for name, family in families(read(path)).items()}
    counted(f"{len(found)} families in {len(files)} catalogues")
    assert found
    assert {name: gaps for name, it in found.items() if (gaps := missing_fields(it))} == {}
    assert names_absent(list(found), documented_words()) == []


def test_every_law_value_and_event_is_cited(counted: Count) -> None:
    files = desk_files("law/**/*.yaml")
    entries = [entry for path in files for entry in law_entries(read(path))]
    counted(f"{len(entries)} dated values and events in {len(files)} files")
    assert entries
    assert {entry.get("id"): gaps for entry in entries if (gaps := faults(entry))} == {}


# ------------------------------------------------------------------- the checks themselves

CITED = {"title": "Agreement", "locator": "Article 34.7"}
PROVISION = {"id": "rvc", "measure": "Content", "unit": "percent", "values": {"2020-07-01": "66"}}
EVENT = {"id": "review", "day": "2026-07-01", "what": "the joint review falls due"}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({**PROVISION, "citation": CITED}, []),
        ({**EVENT, "citation": CITED}, []),
        ({"id": "m", "programme": "s122", "title": "Duty"}, ["citation"]),
        ({"id": "o", "by": ["s232"], "of": ["s122"], "citation": CITED}, ["start"]),
        (PROVISION, ["citation"]),
        ({**EVENT, "citation": {"title": "Agreement"}}, ["citation"]),
        ({**PROVISION, "unit": "", "citation": CITED}, ["unit"]),
        ({"id": "review", "what": "undated", "citation": CITED}, ["day"]),
    ],
)
def test_an_uncited_or_undated_entry_is_seen(entry: Mapping, expected: list[str]) -> None:
    assert faults(entry) == expected


def test_a_missing_field_is_seen_and_a_data_sets_field_serves() -> None:
    family = {"key": "census:imports.general/USA.{partner}", "title": "Imports", "unit": "USD"}
    home = {"publisher": "Census", "url": "https://www.census.gov", "families": [family]}
    found = families({"datasets": [home]})
    assert {name: missing_fields(it) for name, it in found.items()} == {
        "census:imports.general": ["basis", "licence"]
    }


def test_a_name_must_stand_as_code() -> None:
    names = ["trade", "usmca-review", "census:exports", "census:imports"]
    text = "Trade, trade; `usmca-review`, `census:exports.total`, `census:imports/USA`"
    assert names_absent(names, text) == ["trade", "census:exports"]
