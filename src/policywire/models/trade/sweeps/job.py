"""What a worker of a sweep does: solve a chunk of cases and give back its file."""

from dataclasses import dataclass

import numpy as np

from policywire.models.trade.batch import solve_many
from policywire.models.trade.economy import Closure, Economy
from policywire.models.trade.effects.headline import Measure
from policywire.models.trade.sweeps.chunks import npz
from policywire.models.trade.sweeps.packing import Pack, unpack

__all__ = ["Job"]


@dataclass(frozen=True, slots=True)
class Job:
    """What every chunk of a sweep has in common; it travels to the workers.

    Attributes
    ----------
    economy : Economy
        What every case starts from.
    closure : Closure
        What becomes of deficits.
    measure : callable
        What is kept of an equilibrium.
    backend : str
        ``numpy`` or ``numba``.
    threads : int or None
        Threads in a worker: one where an executor has the others, None for one a processor.
    """

    economy: Economy
    closure: Closure
    measure: Measure
    backend: str
    threads: int | None

    def content(self, packed: Pack) -> bytes:
        """Return a chunk's file: its cases solved, what is kept of them, and which failed."""
        attempts = solve_many(
            self.economy,
            unpack(packed, self.economy),
            closure=self.closure,
            backend=self.backend,
            threads=self.threads,
        )
        position, kept, residual, failed = [], [], [], {}
        for attempt in attempts:
            place = packed.first + attempt.index
            if attempt.equilibrium is None:
                failed[place] = attempt.failure
                continue
            position.append(place)
            kept.append(self.measure(attempt.equilibrium))
            residual.append(attempt.equilibrium.certificate.residual)
        outcomes = {name: np.stack([one[name] for one in kept]) for name in (kept or [{}])[0]}
        return npz(
            {
                "cases_sha256": np.array(packed.sha256),
                "position": np.array(position, dtype=np.int64),
                "residual": np.array(residual, dtype=np.float64),
                "failed": np.array(list(failed), dtype=np.int64),
                "why": np.array(list(failed.values()), dtype=np.str_),
                **{f"outcome.{name}": values for name, values in outcomes.items()},
            }
        )
