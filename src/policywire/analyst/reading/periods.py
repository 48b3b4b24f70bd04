"""Periods as running text names them, in English and Spanish."""

from datetime import date

from policywire.analyst.reading.found import dated
from policywire.analyst.reading.layout import laid_out
from policywire.analyst.reading.marks import PeriodMention

__all__ = ["periods"]


def periods(text: str, as_of: date | None = None) -> tuple[PeriodMention, ...]:
    """Return the periods a text names, in order, none inside another.

    Parameters
    ----------
    text : str
        Running text, English or Spanish.
    as_of : date or None
        Where the reader stands: it fixes ``last year``; without it such a period is None.
    """
    shadow, sheets = laid_out(text)
    marks = []
    for sheet in sheets:
        for found in sheet.found:
            known = dated(sheet.text, found, as_of) if as_of is not None else found
            start, end = shadow.span(sheet.base + found.start, sheet.base + found.end)
            said = (known.period, known.sense, known.back_years)
            marks.append(PeriodMention(start, end, text[start:end], *said))
    return tuple(marks)
