"""Credit: what wrote a piece, and what a language model did for it, as printed."""

import re
from dataclasses import dataclass, replace

from policywire.analyst.manuscript import Byline

__all__ = ["ModelUse", "credited"]

_ODD = re.compile(r"[^\w .:/@+()-]")
_LONGEST = 60
_NONE = "No language model took part."


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model did for an article.

    Attributes
    ----------
    name : str
        What the server said it was, else the name asked for.
    size : str
        Parameters as the user states them; empty where nobody does.
    asked, kept : int
        Paragraphs asked for, and printed as the model drafted them.
    sentences, lost : int
        Its sentences that are printed, and those the checker refused, every round counted.
    """

    name: str
    size: str
    asked: int
    kept: int
    sentences: int
    lost: int


def credited(byline: Byline, use: ModelUse | None) -> Byline:
    """Return the byline with what wrote the prose, and the disclosure that goes with it."""
    if use is None:
        return replace(byline, disclosure=f"{byline.disclosure} {_NONE}")
    model = _plain(use.name) + (f" ({_plain(use.size)} parameters, as stated)" if use.size else "")
    writer = f"{model} for {use.kept} of {use.asked} paragraphs asked of it; {byline.writer}"
    told = (
        f"A language model, {model}, put findings in order in {use.kept} of {use.asked} paragraphs "
        f"asked of it. Code wrote every number, measure and period in them. Of its sentences "
        f"{use.sentences} are printed and {use.lost} were refused by the checker."
    )
    return replace(byline, writer=writer, disclosure=f"{byline.disclosure} {told}")


def _plain(text: str) -> str:
    """Return a name a server gave, with nothing in it that print could take for more."""
    return _ODD.sub("", " ".join(text.split()))[:_LONGEST] or "unnamed"
