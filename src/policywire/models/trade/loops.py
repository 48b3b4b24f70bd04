"""Loops that a search asks for, and who runs them.

A search is a generator: it yields each ``Loop`` it needs and is sent what was found, and so many
searches can take turns while their loops run on threads. ``run`` drives one of them alone.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from policywire.models.trade import hats
from policywire.models.trade.anderson import Found, Pace, accelerate
from policywire.models.trade.economy import Array
from policywire.models.trade.kernel import Kernel

__all__ = ["Loop", "Options", "Steps", "run", "run_loop", "step_of"]


@dataclass(frozen=True, slots=True)
class Options:
    """How hard to try.

    Attributes
    ----------
    tolerance : float
        Largest change of any ln w, ln P, ln X in one step that counts as none.
    residual : float
        Largest residual a certificate may show.
    iterations : int
        Evaluations of the map at most, for each way of solving.
    depth : int
        Past steps that Anderson acceleration combines.
    backend : str
        Whose loop runs: ``numpy`` or ``numba`` (the extra ``fast``).
    """

    tolerance: float = 1e-10
    residual: float = 1e-8
    iterations: int = 3000
    depth: int = 8
    backend: str = "numpy"


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop to run: ``anderson.accelerate`` of ``hats.step``.

    Attributes
    ----------
    core : Kernel
        The shock made ready.
    start : Array
        First state, shape (N (1 + 2 J),).
    tolerance : float
        Largest absolute change of a state that counts as none.
    pace : Pace
        When to combine steps, to restart, to give up.
    """

    core: Kernel
    start: Array
    tolerance: float
    pace: Pace


_Result = TypeVar("_Result")
Steps = Generator[Loop | None, Found | None, _Result]
"""What yields loops to be run, is sent what each found (None for None), and ends with a result."""


def run(steps: Steps[_Result], options: Options) -> _Result:
    """Return what ``steps`` end with, running their loops one after the other.

    Raises
    ------
    NoConvergence
        As the steps do.
    """
    found: Found | None = None
    while True:
        try:
            asked = steps.send(found)
        except StopIteration as end:
            result: _Result = end.value
            return result
        found = None if asked is None else run_loop(asked, options)


def run_loop(asked: Loop, options: Options) -> Found:
    """Return where a loop ends, run by the backend of ``options``."""
    limit, depth = options.iterations, options.depth
    if options.backend == "numba":
        from policywire.models.trade.fast import accelerated

        return accelerated(
            asked.core,
            asked.start,
            tolerance=asked.tolerance,
            limit=limit,
            depth=depth,
            pace=asked.pace,
        )
    with np.errstate(all="ignore"):  # what is not a number ends the loop, and is not returned
        return accelerate(
            step_of(asked.core),
            asked.start,
            tolerance=asked.tolerance,
            limit=limit,
            depth=depth,
            pace=asked.pace,
        )


def step_of(core: Kernel) -> Callable[[Array], Array]:
    """Return the map of a kernel: ``hats.step`` of its states."""
    return lambda state: hats.step(core, state)
