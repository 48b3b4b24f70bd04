"""The first sheet of an Excel workbook, read as rows of text with the standard library alone.

A workbook is a zip of XML (ECMA-376, part 1: 18.3 worksheets, 18.4 shared strings). Only values
are read: no formula is computed, the value Excel stored beside it is taken.
"""

import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from policywire.facts.errors import BadDocument

__all__ = ["read_sheet"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST = 64_000_000  # bytes of one part of the workbook, unpacked
_WIDEST = 16_384  # columns of a sheet
_LONGEST = 1_048_576  # rows of a sheet
# A damaged or encrypted file shows itself in many ways: RuntimeError is an entry under a password.
_DAMAGED = (
    *(OSError, KeyError, IndexError, ValueError, EOFError, RuntimeError, zlib.error),
    *(zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError),
)


def read_sheet(path: Path) -> list[list[str]]:
    """Return the rows of the first sheet, each as texts; an empty cell is an empty text.

    Raises
    ------
    BadDocument
        If the file is no workbook, or is too large.
    """
    try:
        with zipfile.ZipFile(path) as book:
            strings = _strings(book)
            return _rows(_parse(book, _first_sheet(book)), strings, path)
    except _DAMAGED as error:
        why = str(error) or type(error).__name__
        raise BadDocument(f"{path.name} is no Excel workbook that can be read: {why}.") from error


def _rows(sheet: Element, strings: list[str], path: Path) -> list[list[str]]:
    """Return the rows, empty ones where Excel left them out, so that each keeps its number."""
    made: list[list[str]] = []
    for row in sheet.iter(f"{_MAIN}row"):
        at = int(row.get("r") or len(made) + 1)
        if not len(made) < at <= _LONGEST:
            raise BadDocument(f"{path.name}: row {at} stands after row {len(made)}.")
        made += [[] for _ in range(at - len(made) - 1)]
        made.append(_cells(row, strings, path))
    return made


def _parse(book: zipfile.ZipFile, name: str) -> Element:
    if book.getinfo(name).file_size > _MOST:
        raise BadDocument(f"'{name}' in the workbook is larger than {_MOST:,} bytes.")
    data = book.read(name)
    if b"<!DOCTYPE" in data[:4096]:
        raise BadDocument(f"'{name}' in the workbook declares a document type, which none does.")
    return ElementTree.fromstring(data)


def _first_sheet(book: zipfile.ZipFile) -> str:
    """Return the part that holds the first sheet of the workbook."""
    first = next(_parse(book, "xl/workbook.xml").iter(f"{_MAIN}sheet"), None)
    if first is None:
        raise BadDocument("the workbook holds no sheet.")
    for link in _parse(book, "xl/_rels/workbook.xml.rels"):
        if link.get("Id") == first.get(_LINK):
            target = link.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise BadDocument("the workbook does not say where its first sheet is.")


def _strings(book: zipfile.ZipFile) -> list[str]:
    """Return the shared strings, in their order."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    items = _parse(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
    return [_text(item) for item in items]


def _text(item: Element) -> str:
    """Return the text of a string, its runs joined and its phonetic help left out."""
    direct = [part.text or "" for part in item.findall(f"{_MAIN}t")]
    runs = [
        part.text or "" for run in item.findall(f"{_MAIN}r") for part in run.findall(f"{_MAIN}t")
    ]
    return "".join(direct + runs)


def _cells(row: Element, strings: list[str], path: Path) -> list[str]:
    found: dict[int, str] = {}
    for cell in row.iter(f"{_MAIN}c"):
        at = _column(cell.get("r", ""), len(found))
        if at >= _WIDEST:
            raise BadDocument(f"{path.name}: a cell stands in column {at + 1:,}.")
        found[at] = _value(cell, strings)
    return [found.get(at, "") for at in range(max(found, default=-1) + 1)]


def _column(address: str, default: int) -> int:
    """Return the place of a cell such as ``AB7``, counted from 0."""
    letters = re.match(r"[A-Z]+", address)
    if letters is None:
        return default
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: Element, strings: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v", "")
    if kind == "inlineStr":
        return "".join(_text(item) for item in cell.findall(f"{_MAIN}is"))
    if kind == "s":
        return strings[int(value)]
    if kind == "b":
        return "yes" if value == "1" else "no"
    return _plain(value) if kind == "n" else value


def _plain(value: str) -> str:
    """Return a number as it was typed: Excel stores 0.1 as 0.10000000000000001."""
    if not re.fullmatch(r"-?[\d.]+(?:[eE][+-]?\d+)?", value):
        return value
    return f"{float(value):.15g}" if not value.isdigit() else value
