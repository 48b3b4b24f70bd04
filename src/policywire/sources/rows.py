"""Rows to observations: the SQL that a layout stands for."""

from string import Formatter

from policywire.facts.errors import BadDocument, near
from policywire.sources.layout import Part, Table, Values

__all__ = ["cells_sql", "first_day_macro", "key_sql"]

_FIRST_DAY = """
CREATE OR REPLACE TEMP MACRO first_day(period) AS CASE length(period)
    WHEN 4 THEN TRY_CAST(period || '-01-01' AS DATE)
    WHEN 7 THEN TRY_CAST(
        CASE WHEN period[6] = 'Q'
             THEN period[1:5] || lpad((TRY_CAST(period[7] AS INTEGER) * 3 - 2)::VARCHAR, 2, '0')
             ELSE period END || '-01' AS DATE)
    WHEN 10 THEN TRY_CAST(period AS DATE)
END
"""
_CELL = """
SELECT {entry} AS entry, {key} AS key, about AS period, first_day(about) AS start,
       CASE WHEN regexp_full_match(cell::VARCHAR, '[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?')
            THEN TRY_CAST(cell AS DOUBLE) END AS number, cell::VARCHAR AS text
FROM (SELECT source.*, ({period})::VARCHAR AS about, {value} AS cell FROM source {where})
{join} WHERE cell IS NOT NULL
"""


def first_day_macro() -> str:
    """Return the SQL that makes ``first_day``, from the text of a period to its first day."""
    return _FIRST_DAY


def cells_sql(table: Table, part: Part) -> str:
    """Return the query that gives the cells of a part.

    Its columns are ``entry`` (position in ``part.values``), ``key``, ``period``, ``start``,
    ``number`` and ``text`` (the cell before it became a number).

    Raises
    ------
    BadDocument
        If a key names a column that the table does not have.
    """
    queries = [_cell_sql(table, at, entry) for at, entry in enumerate(part.values)]
    return " UNION ALL ".join(queries)


def _cell_sql(table: Table, at: int, entry: Values) -> str:
    join = ""
    if table.places is not None:
        join = f'LEFT JOIN place ON place.label = "{table.places.column}"'
    return _CELL.format(
        entry=at,
        key=key_sql(table, entry.key),
        period=table.period,
        value=entry.value,
        where=f"WHERE {entry.where}" if entry.where else "",
        join=join,
    )


def key_sql(table: Table, template: str) -> str:
    """Return the expression that gives the series key of a row.

    Raises
    ------
    BadDocument
        If the template names a column that the table does not have.
    """
    pieces: list[str] = []
    for text, column, _, _ in Formatter().parse(template):
        pieces += [_quoted(text)] if text else []
        pieces += [_column(table, template, column)] if column else []
    return " || ".join(pieces)


def _column(table: Table, template: str, column: str) -> str:
    if column not in table.columns:
        raise BadDocument(
            f"The key {template} names the column '{column}', which {table.file} does not have."
            f"{near(column, table.columns)}"
        )
    named = table.places is not None and table.places.column == column
    return "place.code" if named else f'"{column}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
