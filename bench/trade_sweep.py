"""What a sweep of tariff scenarios over the packaged world of 2022 takes, and draws and games.

    python bench/trade_sweep.py               # 2,000 scenarios: seconds
    python bench/trade_sweep.py --full        # 100,000: the goal is 120 s on 2 cores in 500 MB

Each scenario raises the tariffs of four importers on all goods by their own 0 to 50 points. Printed
are processor and wall seconds, and the largest memory of this process and of its workers together.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import numpy as np

from policywire.models.trade.batch import Case
from policywire.models.trade.economy import Baseline, Shock
from policywire.models.trade.games.play import nash
from policywire.models.trade.sweeps.sweep import sweep
from policywire.models.trade.uncertainty.draws import draw
from policywire.models.trade.uncertainty.spread import fit_spread
from policywire.models.trade.world.baselines import load_baseline

FULL, SHORT = 100_000, 2_000
DRAWS = 500
PLAYERS = ("USA", "MEX", "CAN", "CHN")


def main() -> None:
    """Print the measurements."""
    asked = _arguments()
    world = load_baseline("icio-2022")
    count = FULL if asked.full else asked.scenarios
    print(f"{os.cpu_count()} processors; backend {asked.backend}; {asked.workers} {asked.executor}")
    _sweep(world, count, asked)
    if not asked.sweep_only:
        _draws(world, asked.backend)
        _game(world)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} scenarios")
    parser.add_argument("--scenarios", type=int, default=SHORT)
    parser.add_argument("--executor", choices=["processes", "threads", "none"], default="processes")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--backend", choices=["auto", "numpy", "numba"], default="auto")
    parser.add_argument("--sweep-only", action="store_true")
    return parser.parse_args()


def _cases(world: Baseline, count: int) -> Iterator[Case]:
    stream = np.random.default_rng(0)
    goods = np.flatnonzero([code != "SERV" for code in world.labels.sectors])
    theta = world.elasticities[world.default]
    regions = len(world.labels.regions)
    same = np.ones_like(world.economy.tariff)
    for _ in range(count):
        tariff = world.economy.tariff.copy()
        for importer in stream.choice(regions, 4, replace=False):
            tariff[goods, importer, :] += stream.uniform(0, 0.5)
            home = world.economy.tariff[goods, importer, importer]
            tariff[goods, importer, importer] = home
        yield Case(theta, Shock(tariff, same))


def _sweep(world: Baseline, count: int, asked: argparse.Namespace) -> None:
    kinds = {"processes": ProcessPoolExecutor, "threads": ThreadPoolExecutor}
    pool = kinds[asked.executor](asked.workers) if asked.executor in kinds else nullcontext()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, pool as executor:
        held: Executor | None = executor
        done = sweep(
            world.economy,
            _cases(world, count),
            out=Path(folder) / "swept",
            executor=held,
            backend=asked.backend,
        )
        size = sum(path.stat().st_size for path in (Path(folder) / "swept").iterdir())
    wall = time.perf_counter() - began
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    processor = sum(use.ru_utime + use.ru_stime for use in (own, others))
    workers = asked.workers if asked.executor == "processes" else 0
    memory = (own.ru_maxrss + workers * others.ru_maxrss) / 1024
    print(
        f"sweep of {count:,}: wall {wall:.1f} s, processor {processor:.1f} s (imports "
        f"and compiling included), at most {memory:.0f} MB in all ({own.ru_maxrss // 1024} here), "
        f"{size / 2**20:.1f} MB on disk, "
        f"{done.failed} failed; {1000 * processor / count:.2f} ms a scenario; "
        f"table {done.manifest.sha256[:12]}"
    )


def _draws(world: Baseline, backend: str) -> None:
    sets = {name: one for name, one in world.elasticities.items() if name != world.default}
    tariff = world.economy.tariff.copy()
    place = world.labels.regions.index
    for partner in ("MEX", "CAN"):
        tariff[:-1, place("USA"), place(partner)] += 0.25
    shock = Shock(tariff, np.ones_like(tariff))
    theta = world.elasticities[world.default]
    wall, began = time.perf_counter(), time.process_time()
    found = draw(
        world.economy, theta, shock, spread=fit_spread(sets), n=DRAWS, seed=1, backend=backend
    )
    income = found.interval("real_income_pct", place("MEX"))
    print(
        f"{DRAWS} draws: wall {time.perf_counter() - wall:.2f} s, processor "
        f"{time.process_time() - began:.2f} s; Mexico's real income {income.central:.3f} % "
        f"({income.low:.3f} to {income.high:.3f}), {len(found.failed)} failed"
    )


def _game(world: Baseline) -> None:
    players = [world.labels.regions.index(code) for code in PLAYERS]
    goods = [i for i, code in enumerate(world.labels.sectors) if code != "SERV"]
    began = time.process_time()
    found = nash(world.economy, world.elasticities[world.default], players, sectors=goods)
    rates = ", ".join(
        f"{code} {100 * rates[0]:.1f} %" for code, rates in zip(PLAYERS, found.rates, strict=True)
    )
    print(
        f"Nash tariffs: processor {time.process_time() - began:.2f} s, {found.solves} equilibria; "
        f"{rates}; most anybody gains by leaving: {max(found.gain):.1g} points "
        f"({found.deviations} deviations)"
    )


if __name__ == "__main__":
    main()
