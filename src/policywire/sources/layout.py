"""Layouts: what lies in a collected folder, told as data, one YAML document for each folder.

A layout says of every file who published the table, through whose copy it came, when its
numbers were said, and how its rows become observations. Keys are templates over columns, values
and conditions are DuckDB expressions over columns; csv columns are text, so ``01`` keeps its zero.

The vintage of a copied table is the day of the copy. The publisher may have said the numbers
earlier; all we know is that they had been said by then, and a reader who stands before that day
does not see them. Only where the publication day itself is documented does a layout state it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from policywire.facts import Status, Via
from policywire.schema import loads

__all__ = ["Folder", "Labels", "Part", "Published", "Table", "Values", "layouts"]


@dataclass(frozen=True, slots=True)
class Published:
    """The official table that a file, or some columns of it, copies.

    Attributes
    ----------
    publisher, dataset : str
        Official publisher, and the name of the table.
    url : str
        Public address of the data set.
    licence : str
        Terms of use.
    """

    publisher: str
    dataset: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class Values:
    """One kind of number in a file.

    Attributes
    ----------
    key : str
        Series key with column names in braces: ``census:imports.general/USA.{partner}``.
    value : str
        DuckDB expression that gives the number; empty cells give no observation.
    where : str
        Condition on the rows; all of them when empty.
    """

    key: str
    value: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one publisher said by one day, in one file.

    Attributes
    ----------
    origin : Published
        The official table.
    values : tuple of Values
        The numbers taken from it.
    via : Via or None
        The third party whose copy it is; None when it came from the publisher.
    said : date or None
        The publication day where it is documented; the day of the copy when None.
    status : Status
        How final the numbers were.
    """

    origin: Published
    values: tuple[Values, ...]
    via: Via | None = None
    said: date | None = None
    status: Status = Status.ACTUAL

    def __post_init__(self) -> None:
        """Refuse a part that cannot be dated."""
        if self.said is None and self.via is None:
            raise ValueError("give 'said', the publication day, or 'via', whose copy it is.")

    @property
    def vintage(self) -> date:
        """When the numbers were said, as far as we know."""
        if self.said is not None:
            return self.said
        assert self.via is not None
        return self.via.copied


@dataclass(frozen=True, slots=True)
class Labels:
    """The column that names a place, and the list of names it uses.

    Attributes
    ----------
    column : str
        Column of the file.
    known_as : str
        A list in ``places.yaml``.
    """

    column: str
    known_as: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a collected folder.

    Attributes
    ----------
    file : str
        Its name; the ending says csv or parquet.
    columns : tuple of str
        All its columns. A file with others is refused.
    period : str
        DuckDB expression that gives ``2024``, ``2024-Q3``, ``2024-07`` or ``2024-07-15``.
    parts : tuple of Part
        What is read from it.
    places : Labels or None
        The column that names a place, if there is one.
    """

    file: str
    columns: tuple[str, ...]
    period: str
    parts: tuple[Part, ...]
    places: Labels | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of tables.

    Attributes
    ----------
    folder : str
        Its name.
    retrieved : date
        The day its files were fetched.
    tables : tuple of Table
        The files read; other files in it are left alone.
    """

    folder: str
    retrieved: date
    tables: tuple[Table, ...]


@cache
def layouts() -> dict[str, Folder]:
    """Return the layouts that ship with the package, by name of folder.

    Raises
    ------
    BadDocument
        If a layout breaks its schema.
    """
    found: dict[str, Folder] = {}
    shipped = files("policywire.sources").joinpath("collected")
    documents = (path for path in shipped.iterdir() if path.name.endswith(".yaml"))
    for path in sorted(documents, key=lambda item: item.name):
        layout = loads(path.read_text(encoding="utf-8"), Folder, path.name)
        found[layout.folder] = layout
    return found
