"""Credit: what wrote a piece, and what a language model did for it, as printed."""

import re
from dataclasses import replace

from policywire.analyst.brief import Audience
from policywire.analyst.manuscript import Byline
from policywire.analyst.model_use import ModelUse

__all__ = ["credited"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,59}")
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
    size = f" ({use.size} parameters, as stated)" if _NAME.fullmatch(use.size) else ""
    name = use.name if _NAME.fullmatch(use.name) and "//" not in use.name else "A language model"
    model = f"{name}{size}{', which answered under another name' if use.other else ''}"
    writer = f"{model} for {use.kept} of {use.asked} paragraphs asked of it; {byline.writer}"
    told = (
        f"A language model took part: {model}. It put findings in order in {use.kept} of "
        f"{use.asked} paragraphs asked of it. Code wrote every number, measure and period in "
        f"them. Of its sentences {use.sentences} are printed and {use.lost} were refused by the "
        f"checker; {use.unread} of its replies could not be read."
    )
    return replace(byline, writer=writer, disclosure=f"{byline.disclosure} {told}")
