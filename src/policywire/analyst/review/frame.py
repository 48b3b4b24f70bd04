"""Frames: what earlier words of a paragraph leave standing for later ones."""

from dataclasses import dataclass, replace

from policywire.analyst.review.said import About, Said, Shape, Standing
from policywire.facts import Period

__all__ = ["Frame", "partners_of"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What earlier words leave standing.

    Attributes
    ----------
    about : About or None
        What was measured last.
    whole : About or None
        What the last share was a share of.
    shape : Shape
        How the last number stood to it.
    period, base : Period or None
        What it was about, and what it was compared with.
    since : bool
        Whether the period is the beginning of an open one.
    direction : int
        Which way it went.
    standing : Standing
        Fact, forecast or target.
    author : str
        Who forecasts.
    sectors : tuple of str
        Kinds of trade the sentence before names.
    owner : str
        Place last said to do or own something, for ``its``.
    age : int
        Sentences since the last number; 0 in the same sentence.
    subject : About or None
        What the first number of the sentence measured.
    """

    about: About | None = None
    whole: About | None = None
    shape: Shape = Shape.LEVEL
    period: Period | None = None
    base: Period | None = None
    since: bool = False
    direction: int = 0
    standing: Standing = Standing.FACT
    author: str = ""
    sectors: tuple[str, ...] = ()
    owner: str = ""
    age: int = 0
    subject: About | None = None

    def after(self, said: Said) -> "Frame":
        """Return the frame one number later."""
        return replace(
            self,
            about=said.about,
            whole=said.whole,
            shape=said.shape,
            direction=said.direction if said.shape is Shape.CHANGE else 0,
            period=said.period or self.period,
            base=said.base if said.period else self.base,
            since=said.since if said.period else self.since,
            standing=said.standing,
            author=said.author,
            age=0,
            subject=self.subject if self.age == 0 and self.subject else said.about,
        )

    def next(self, sectors: tuple[str, ...], owner: str) -> "Frame":
        """Return the frame one sentence later, with the kinds of trade and the owner it named."""
        return replace(
            self,
            about=self.subject if _is_part(self.about, self.subject) else self.about,
            subject=None,
            owner=owner or self.owner,
            sectors=sectors,
            standing=Standing.FACT,
            author="",
            age=self.age + 1,
        )


def _is_part(about: About | None, subject: About | None) -> bool:
    """Return whether what was measured last is of a part of the place the sentence began with.

    After ``FDI in Mexico reached 40, and Nuevo León captured 5`` the next sentence is of Mexico.
    """
    if about is None or subject is None or about.concept != subject.concept:
        return False
    parts, wholes = partners_of(about), partners_of(subject)
    return (
        len(wholes) == 1 and bool(parts) and all(code.startswith(f"{wholes[0]}-") for code in parts)
    )


def partners_of(about: About | None) -> tuple[str, ...]:
    """Return the places a measure is about, the United States and the world apart."""
    if about is None:
        return ()
    codes = dict.fromkeys((*about.origins, *about.destinations))
    return tuple(code for code in codes if code not in ("USA", "WLD"))
