"""Credit: what wrote a piece, and what a language model did for it, as printed."""

import re
from dataclasses import replace

from policywire.analyst.brief import Audience
from policywire.analyst.manuscript import Byline, ModelUse

__all__ = ["credited"]

_ODD = re.compile(r"[^\w .:/@+()-]")
_LONGEST = 60
_NONE = "No language model took part."
_GENERAL = (
    "General readers: terms are explained on first use, and detail for specialists is left out."
)


def credited(byline: Byline, use: ModelUse | None, audience: Audience) -> Byline:
    """Return the byline with its reader, what wrote the prose, and the disclosure of that."""
    if audience is Audience.GENERAL:
        byline = replace(byline, audience=_GENERAL)
    if use is None:
        return replace(byline, disclosure=f"{byline.disclosure} {_NONE}")
    size = f" ({_plain(use.size)} parameters, as stated)" if use.size else ""
    model = f"{_plain(use.name)}{size}"
    writer = f"{model} for {use.kept} of {use.asked} paragraphs asked of it; {byline.writer}"
    told = (
        f"A language model, {model}, put findings in order in {use.kept} of {use.asked} paragraphs "
        f"asked of it. Code wrote every number, measure and period in them. Of its sentences "
        f"{use.sentences} are printed and {use.lost} were refused by the checker; {use.unread} of "
        "its replies could not be read."
    )
    return replace(byline, writer=writer, disclosure=f"{byline.disclosure} {told}")


def _plain(text: str) -> str:
    """Return a name a server gave, with nothing in it that print could take for more."""
    return _ODD.sub("", " ".join(text.split()))[:_LONGEST] or "unnamed"
