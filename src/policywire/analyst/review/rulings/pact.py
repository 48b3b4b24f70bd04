"""The pact: whether ``the agreement`` of a sentence is the USMCA, by what was named last."""

import re

__all__ = ["pact_after"]

_OURS = re.compile(
    r"\b(?:USMCA|CUSMA|T-MEC|(?:United States|U\.S\.)[-–]Mexico[-–]Canada Agreement)\b"
)
_COUNTRY = (
    r"(?:EU|E\.U\.|European|Japan(?:ese)?|Korean?|UK|British|Chin(?:a|ese)|Swiss|Indian?|Brazil\w*|"
    r"Vietnam\w*|Indonesia\w*|Mercosur|Pacific|Paris|climate|peace|ceasefire|labou?r|hostage)"
)
_OTHER = re.compile(
    r"\b(?:NAFTA|TLCAN|CPTPP|TPP|RCEP|KORUS|CAFTA(?:-DR)?|AfCFTA|ASEAN|GATT|ITA|MERCOSUR|Mercosur)\b|"
    rf"\b{_COUNTRY}(?:[-–\s]\w+){{0,2}}[-–\s](?:agreements?|deals?|pacts?|treaty|treaties)\b|"
    r"\b(?:agreements?|deals?|pacts?|treaty|treaties)\s+(?:with|between|among)\b"
)


def pact_after(text: str, before: bool) -> bool:
    """Return whether ``the agreement`` means the USMCA once a text was read.

    Parameters
    ----------
    text : str
        A heading, paragraph or sentence.
    before : bool
        Whether it meant it before.
    """
    ours = max((match.start() for match in _OURS.finditer(text)), default=-1)
    other = max((match.start() for match in _OTHER.finditer(text)), default=-1)
    return before if ours == other else ours > other
