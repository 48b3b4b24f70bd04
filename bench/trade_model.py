"""The solver of the trade model against a literal solver of the same equations.

    python bench/trade_model.py               # about a minute of one processor
    python bench/trade_model.py --quick       # without the literal solver on the economy of 1993

Printed are processor seconds, the median of several rounds, and ratios within one run. The literal
solver is the tests' oracle: the nesting of Caliendo and Parro's appendix with one dense system of
all sectors and regions, in NumPy. The economy of 1993 needs ``../shared/data/cp2015`` beside the
checkout; without it those lines are left out and said so. The ratio against gegravity, on its own
example, is printed by ``bench/gravity.py``.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policywire.models.trade.batch import Case, solve_many  # noqa: E402
from policywire.models.trade.economy import Array, Baseline, Closure, Economy, Shock  # noqa: E402
from policywire.models.trade.solve import Options, rebase, solve  # noqa: E402
from policywire.models.trade.world.baselines import load_baseline  # noqa: E402
from policywire.models.trade.world.load import load_folder  # noqa: E402
from tests.models.trade.oracle import literal  # noqa: E402
from tests.models.trade.small import calibrated  # noqa: E402

CP2015 = ROOT.parent / "shared" / "data" / "cp2015"
MEMBERS = ("MEX", "CAN", "USA")
BACKENDS = ("numpy", "numba") if find_spec("numba") else ("numpy",)
ROUNDS, REPEATS, SCENARIOS = 21, 20, 1000
EXACT = Options(tolerance=1e-13)
LITERAL_TOLERANCE = 1e-9

WHOLE = """
import time
from pathlib import Path
from policywire.models.trade.batch import Case, solve_many
from policywire.models.trade.economy import Shock
from policywire.models.trade.solve import solve
from policywire.models.trade.world.baselines import load_baseline
world = load_baseline("icio-2022")
after = world.economy.tariff.copy()
codes = world.labels.regions
after[:20, codes.index("USA"), codes.index("MEX")] += 0.25
found = solve(world.economy, world.elasticities[world.default], Shock(after, after * 0 + 1))
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))  # kB
print(time.process_time(), peak / 1024)
"""


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="leave the literal solver out")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {', '.join(BACKENDS)}")
    world = load_baseline("icio-2022")
    if CP2015.is_dir():
        old = load_folder(CP2015)
        _one("CP2015 NAFTA", old.economy, theta_of(old), nafta(old), literal_too=not asked.quick)
    else:
        print(f"no folder {CP2015}: CP2015 is left out")
    shock = raised(world, "USA", 0.25)
    _one("16 x 21, USA +25", world.economy, theta_of(world), shock, literal_too=True)
    _many("16 x 21", world)
    if CP2015.is_dir():
        _many("CP2015", old)
        _stress(old)
    _large()
    _process()
    print("against gegravity: see bench/gravity.py")


def theta_of(held: Baseline) -> Array:
    """Return the elasticities a baseline has for its own."""
    return held.elasticities[held.default]


def nafta(held: Baseline) -> Shock:
    """Return the tariffs of 2005 among Mexico, Canada and the United States, in the old world."""
    bloc = np.array([code in MEMBERS for code in held.labels.regions])
    among = np.outer(bloc, bloc)
    after = np.where(among, held.tariffs["2005"], held.economy.tariff)
    return Shock(after, np.ones_like(after))


def raised(held: Baseline, importer: str, points: float) -> Shock:
    """Return one importer's tariffs on goods raised by so much, as a share."""
    after, n = held.economy.tariff.copy(), held.labels.regions.index(importer)
    goods = np.flatnonzero(held.labels.tradable)
    others = np.arange(len(held.labels.regions)) != n
    after[np.ix_(goods, np.array([n]), others)] += points
    return Shock(after, np.ones_like(after))


def cases(held: Baseline, count: int) -> Iterator[Case]:
    """Yield scenarios in which every country raises every tariff on goods by 0 to 30 points."""
    stream = np.random.default_rng(0)
    regions = len(held.labels.regions)
    goods = np.flatnonzero(held.labels.tradable)
    same = np.ones_like(held.economy.tariff)
    for _ in range(count):
        after = held.economy.tariff.copy()
        after[goods] += stream.uniform(0, 0.3, (regions, regions)) * (1 - np.eye(regions))
        yield Case(theta_of(held), Shock(after, same))


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of processor seconds over some rounds, after one that is not counted."""
    taken = []
    for _ in range(rounds + 1):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return median(taken[1:])


def on_ready_base(base: Economy, case: Case, backend: str, rounds: int = ROUNDS) -> float:
    """Return processor seconds of one case, certificate and all, on a base prepared before."""

    def work(count: int) -> None:
        assert all(one.equilibrium for one in solve_many(base, [case] * count, backend=backend))

    few, many = timed(partial(work, 1), rounds), timed(partial(work, 1 + REPEATS), rounds)
    return (many - few) / REPEATS


def _one(name: str, economy: Economy, theta: Array, shock: Shock, *, literal_too: bool) -> None:
    base = rebase(economy, theta)
    exact = solve(base, theta, shock, options=EXACT)
    slow = 0.0
    if literal_too:
        slow = timed(
            lambda: literal(
                base, theta, shock, Closure.BALANCED, tolerance=LITERAL_TOLERANCE, wage_step=0.5
            ),
            rounds=1,
        )
        print(f"{name}: literal solver to {LITERAL_TOLERANCE:g}: {slow:.2f} s")
    for backend in BACKENDS:
        options = Options(backend=backend)
        found = solve(base, theta, shock, options=options)
        error = float(np.abs(np.log(found.wage / exact.wage)).max())
        took = timed(partial(solve, base, theta, shock, options=options))
        ready = on_ready_base(base, Case(theta, shock), backend)
        ratio = f"; {slow / took:,.0f} times the literal solver" if slow else ""
        print(
            f"{name}: {backend} {1e3 * took:.2f} ms with its certificate, "
            f"{1e3 * ready:.2f} on a base that is ready, "
            f"{found.certificate.iterations} evaluations, error in ln w {error:.0e}{ratio}"
        )
    both = timed(lambda: solve(economy, theta, shock))
    print(f"{name}: numpy with the base solved too {1e3 * both:.2f} ms")


def _many(name: str, held: Baseline) -> None:
    base = rebase(held.economy, theta_of(held))
    for backend in BACKENDS:
        list(solve_many(base, cases(held, 3), backend=backend))
        began, wall = time.process_time(), time.perf_counter()
        lost = 0
        for attempt in solve_many(base, cases(held, SCENARIOS), backend=backend):
            lost += attempt.equilibrium is None
        took, wall = time.process_time() - began, time.perf_counter() - wall
        print(
            f"{name}: {SCENARIOS:,} scenarios, {backend}: {took:.2f} s of processors, "
            f"{wall:.2f} s of the clock, {lost} without equilibrium"
        )


def _stress(held: Baseline) -> None:
    stream = np.random.default_rng(2026)
    base, theta = rebase(held.economy, theta_of(held)), theta_of(held)
    goods, regions = np.flatnonzero(held.labels.tradable), len(held.labels.regions)
    made: list[Case] = []
    for _ in range(120):
        after = base.tariff.copy()
        for importer in stream.choice(regions, int(stream.integers(1, 5)), replace=False):
            others = np.arange(regions) != importer
            after[np.ix_(goods, [importer], others)] += stream.uniform(0.1, 10)
        made.append(Case(theta, Shock(after, np.ones_like(after))))
    began = time.process_time()
    found = [attempt.equilibrium for attempt in solve_many(base, made, backend="numpy")]
    took = time.process_time() - began
    proofs = [one.certificate for one in found if one is not None]
    print(
        f"CP2015: {len(proofs)} of {len(made)} scenarios of +10 to +1,000 % converged, median "
        f"{median(proof.iterations for proof in proofs):.0f} evaluations, "
        f"most {max(proof.iterations for proof in proofs)}; {took:.2f} s, numpy"
    )


def _large() -> None:
    economy, theta = synthetic(160, 65)
    base = rebase(economy, theta)
    after = base.tariff.copy()
    after[:43, 0, 1:] += 0.1
    shock = Shock(after, np.ones_like(after))
    exact = solve(base, theta, shock, options=EXACT)
    for backend in BACKENDS:
        took = on_ready_base(base, Case(theta, shock), backend, rounds=3)
        found = solve(base, theta, shock, options=Options(backend=backend))
        error = float(np.abs(np.log(found.wage / exact.wage)).max())
        print(
            f"160 x 65, made up: {backend} {took:.3f} s on a base that is "
            f"ready, {found.certificate.iterations} evaluations, error in ln w {error:.0e}"
        )


def synthetic(regions: int, sectors: int) -> tuple[Economy, Array]:
    """Return a made-up world of which two thirds of the sectors are traded, and elasticities."""
    stream = np.random.default_rng(0)
    traded = 2 * sectors // 3
    size = stream.lognormal(0, 1.5, regions)
    value = stream.lognormal(0, 1, (sectors, regions, regions)) * size[:, None] * size
    value /= np.sqrt(value.mean())
    at = np.arange(regions)
    value[:, at, at] *= 40
    value[traded:] *= np.eye(regions)
    tariff = np.zeros_like(value)
    tariff[:traded] = stream.uniform(0, 0.15, (traded, regions, regions)) * (1 - np.eye(regions))
    added = stream.uniform(0.35, 0.65, (sectors, regions))
    economy = calibrated(value, tariff, added)
    final = np.maximum(economy.final, 0)
    economy = replace(economy, final=final / final.sum(axis=0))
    return economy, stream.uniform(2, 10, sectors)


def _process() -> None:
    taken = []
    for _ in range(5):
        run = subprocess.run(
            [sys.executable, "-c", WHOLE], capture_output=True, text=True, check=True
        )
        taken.append([float(word) for word in run.stdout.split()])
    seconds, memory = (median(column) for column in zip(*taken, strict=True))
    print(
        f"whole process, 16 x 21, imports and both solves: {seconds:.2f} s of processor, "
        f"{memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
