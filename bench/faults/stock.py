"""What an injector may draw on: the figures, how they are printed, and which are alike."""

import re
from dataclasses import dataclass, field
from random import Random

from bench.faults.corpus import Clean, rendered
from policywire.analyst.draft import Kind, Sentence, Token
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import printed
from policywire.analyst.registry import Registry
from policywire.facts import Dimension

__all__ = [
    "Faulty",
    "Part",
    "Stock",
    "faulty",
    "forms_of",
    "of_dimension",
    "template",
    "token_at",
    "tokens",
    "unread",
    "with_part",
]

Part = str | Token


@dataclass(frozen=True, slots=True)
class Faulty:
    """A spoilt draft.

    Attributes
    ----------
    parts : tuple of str or Token
        The draft, literal words and tokens.
    holds : tuple of str
        Its conditions, as the clean sentence had them.
    cites : str
        What it cites, as the clean sentence did.
    extra : tuple of Figure
        Figures it names that the registry does not hold.
    """

    parts: tuple[Part, ...]
    holds: tuple[str, ...] = ()
    cites: str = ""
    extra: tuple[Figure, ...] = ()

    @property
    def draft(self) -> str:
        """The draft as text."""
        return unread(self.parts)

    @property
    def sentence(self) -> Sentence:
        """The draft as a sentence."""
        return Sentence(self.parts, self.holds, self.cites)


@dataclass(slots=True)
class Stock:
    """Figures to draw on.

    Attributes
    ----------
    registry : Registry
        Every figure, event and name.
    rng : Random
        The draw; seeded anew for every sentence and class.
    """

    registry: Registry
    rng: Random = field(default_factory=lambda: Random(0))
    _pool: tuple[Figure, ...] = ()

    def figure(self, token: Token) -> Figure:
        """Return the figure of a token."""
        return self.registry.figure(token.ref)

    def text(self, token: Token) -> str:
        """Return what a number token prints."""
        return printed(self.figure(token), forms_of(token))

    def words(self, parts: tuple[Part, ...]) -> str:
        """Return what parts print."""
        return rendered(Sentence(parts), self.registry).text

    def clean_text(self, item: Clean) -> str:
        """Return what a clean sentence prints."""
        return rendered(item.sentence, self.registry).text

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure but those of rules, in the order of the registry."""
        if not self._pool:
            held = self.registry.figures.items()
            self._pool = tuple(item for name, item in held if not name.startswith("rule."))
        return self._pool

    def alike(self, figure: Figure, form: str) -> list[Figure]:
        """Return the figures of the same unit that print otherwise in ``form``."""
        unit, text = figure.quantity.unit.unscaled, printed(figure, form)
        others = [item for item in self.figures() if item.quantity.unit.unscaled == unit]
        return [item for item in others if item.id != figure.id and _differs(item, form, text)]

    def pick(self, tokens_: list[int]) -> int | None:
        """Return one of some positions, or None where there is none."""
        return self.rng.choice(tokens_) if tokens_ else None


def _differs(figure: Figure, form: str, text: str) -> bool:
    """Return whether a figure prints otherwise, its sign aside."""
    bare = text.lstrip("+−")
    return printed(figure, form).lstrip("+−") != bare


def template(figure: Figure) -> str:
    """Return a figure's measure with its subject blanked: what it is of anybody."""
    name = re.escape(figure.subject.removeprefix("the "))
    return re.sub(rf"(the )?{name}", "_", figure.measure)


def forms_of(token: Token) -> str:
    """Return the form words of a token."""
    return " ".join(token.forms)


def tokens(parts: tuple[Part, ...], kind: Kind) -> list[int]:
    """Return where tokens of a kind stand."""
    return [at for at, part in enumerate(parts) if isinstance(part, Token) and part.kind is kind]


def of_dimension(parts: tuple[Part, ...], stock: Stock, dimension: Dimension) -> list[int]:
    """Return where number tokens of figures of a dimension stand."""
    spots = tokens(parts, Kind.FIGURE)
    units = {at: stock.figure(token_at(parts, at)).quantity.unit for at in spots}
    return [at for at, unit in units.items() if unit.dimension is dimension]


def token_at(parts: tuple[Part, ...], at: int) -> Token:
    """Return the token that stands at ``at``."""
    part = parts[at]
    assert isinstance(part, Token)
    return part


def faulty(item: Clean, parts: tuple[Part, ...]) -> Faulty:
    """Return a clean sentence with other parts."""
    return Faulty(parts, item.holds, item.cites)


def with_part(parts: tuple[Part, ...], at: int, *new: Part) -> tuple[Part, ...]:
    """Return parts with the one at ``at`` replaced."""
    return (*parts[:at], *new, *parts[at + 1 :])


def unread(parts: tuple[Part, ...]) -> str:
    """Return parts as draft text; the inverse of reading it."""
    return "".join(part if isinstance(part, str) else _written(part) for part in parts)


def _written(token: Token) -> str:
    forms = "".join(f"|{form}" for form in token.forms)
    return f"{{{{{token.kind.value}:{token.ref}{forms}}}}}"
