"""Fitting: a brief written for many cases, cut to the one at hand.

A part with ``when: [known, "!statements"]`` is kept where the case is ``known`` and has no
``statements``; a part without ``when`` always is.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from policywire.analyst.brief import BlockSpec, Brief, SectionSpec
from policywire.analyst.say import Say

__all__ = ["fitted"]


class _Cased(Protocol):
    @property
    def when(self) -> tuple[str, ...]: ...


P = TypeVar("P", bound=_Cased)


def fitted(brief: Brief, case: Collection[str]) -> Brief:
    """Return a brief with the parts that a case asks for, and no others.

    Parameters
    ----------
    brief : Brief
        As written.
    case : collection of str
        What holds.

    Raises
    ------
    BadDocument
        If what is left shows an exhibit that is not there.
    """
    exhibits = tuple(_kept(brief.exhibits, case))
    names = {one.id for one in exhibits}
    return replace(
        brief,
        takes=(),
        figures=tuple(_kept(brief.figures, case)),
        exhibits=exhibits,
        takeaways=tuple(_said(brief.takeaways, case)),
        sections=tuple(_section(one, case, names) for one in _kept(brief.sections, case)),
    )


def _fits(when: tuple[str, ...], case: Collection[str]) -> bool:
    return all((tag.removeprefix("!") in case) != tag.startswith("!") for tag in when)


def _kept(parts: Iterable[P], case: Collection[str]) -> Iterable[P]:
    return (one for one in parts if _fits(one.when, case))


def _said(sentences: Iterable[str | Say], case: Collection[str]) -> Iterable[str | Say]:
    return (one for one in sentences if isinstance(one, str) or _fits(one.when, case))


def _section(section: SectionSpec, case: Collection[str], exhibits: set[str]) -> SectionSpec:
    blocks = (_block(one, case) for one in _kept(section.blocks, case))
    shown = tuple(name for name in section.exhibits if name in exhibits)
    return replace(section, blocks=tuple(one for one in blocks if one), exhibits=shown)


def _block(block: BlockSpec, case: Collection[str]) -> BlockSpec | None:
    """Return a block without the sentences of other cases; None where nothing is left."""
    if block.table is not None:
        return block
    paragraph = tuple(_said(block.paragraph, case))
    bullets = tuple(item for one in block.bullets if (item := tuple(_said(one, case))))
    if not (paragraph or bullets):
        return None
    return replace(block, paragraph=paragraph, bullets=bullets)
