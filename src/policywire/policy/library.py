"""All law a desk holds, read once: measures, thresholds, product rules, the review."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policywire.policy import case_duty, case_origin
from policywire.policy.cases import Bench
from policywire.policy.law import Law, load_law
from policywire.policy.load import load_book
from policywire.policy.product_rules import ProductRule, load_rules
from policywire.policy.regime import Lawbook
from policywire.policy.review import ReviewLaw, load_review

__all__ = ["Library", "open_library"]

# Imported for what they register: the answers to cases of duty and of origin.
ANSWERS = (case_duty, case_origin)


@dataclass(frozen=True, slots=True)
class Library:
    """The law of a desk.

    Attributes
    ----------
    law : Lawbook
        Measures and schedule.
    origin : Law
        Thresholds of origin by date.
    rules : tuple of ProductRule
        Product-specific rules held.
    review : ReviewLaw
        The review of the agreement.
    """

    law: Lawbook
    origin: Law
    rules: tuple[ProductRule, ...]
    review: ReviewLaw

    @property
    def bench(self) -> Bench:
        """What cases are run against."""
        return Bench(self.law, self.origin)


@cache
def open_library(folder: Path) -> Library:
    """Read the law of a desk's folder.

    Parameters
    ----------
    folder : Path
        The desk's ``law``, with ``measures``, ``origin`` and ``review`` in it.

    Raises
    ------
    BadDocument
        If a file breaks its schema or contradicts another.
    """
    origin = folder / "origin"
    return Library(
        Lawbook(load_book(folder / "measures")),
        load_law(origin),
        load_rules(origin / "rules"),
        load_review(folder / "review" / "review.yaml"),
    )
