"""What the language model may cost, per article and per day, counted before it is spent.

Each call reserves what it may cost at most. It goes ahead only where the caps leave room, and is
settled at what it did cost; a call whose usage nobody knows is counted at our estimate or, where
the line broke, at all that was reserved.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from policywire.analyst.writers.faults import BudgetSpent, SettingsRefused
from policywire.analyst.writers.reply import Usage
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["Ledger", "Reservation", "Tally", "day_file"]

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What was spent.

    Attributes
    ----------
    calls : int
        Requests sent, attempts counted.
    prompt_tokens, completion_tokens : int
        Reported where the server says, estimated otherwise.
    estimated_tokens : int
        How many of these are our estimate.
    usd : float
        At the prices of the settings.
    seconds : float
        Spent waiting.
    """

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated_tokens: int = 0
    usd: float = 0.0
    seconds: float = 0.0

    @property
    def tokens(self) -> int:
        """Prompt and completion together."""
        return self.prompt_tokens + self.completion_tokens

    def plus(self, other: "Tally") -> "Tally":
        """Return the sum of two tallies; none of its entries falls below zero."""
        mine, added = asdict(self), asdict(other)
        return Tally(**{name: max(mine[name] + added[name], 0) for name in mine})


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a call may cost at most: its prompt, and its output up to the cap."""

    prompt_tokens: int
    output_tokens: int


class Ledger:
    """Counts what is spent and refuses what would exceed a cap.

    Parameters
    ----------
    settings : ModelSettings
        Caps and prices.
    day : date
        The day that is counted.
    file : Path or None
        Where the day's sums are kept between runs, see :func:`day_file`; None counts this
        run alone.
    """

    def __init__(self, settings: ModelSettings, day: date, file: Path | None = None) -> None:
        self._settings = settings
        self._day = day.isoformat()
        self._file = file
        self._alone = Tally()
        self.article = Tally()

    def reserve(self, prompt_tokens: int, output_tokens: int) -> Reservation:
        """Set aside what a call may cost, and count the call.

        Raises
        ------
        BudgetSpent
            If a cap leaves no room for it.
        """
        wanted = Reservation(prompt_tokens, output_tokens)
        cost = self._cost(prompt_tokens, output_tokens)
        with self._today() as today:
            self._check(today[0], cost)
            today[0] = today[0].plus(cost)
        self.article = self.article.plus(cost)
        return wanted

    def settle(self, reserved: Reservation, usage: Usage, seconds: float) -> None:
        """Replace what was set aside by what the call did cost."""
        cost = self._cost(usage.prompt_tokens, usage.completion_tokens)
        estimate = cost.tokens if usage.estimated else 0
        aside = self._cost(reserved.prompt_tokens, reserved.output_tokens)
        change = Tally(
            prompt_tokens=cost.prompt_tokens - aside.prompt_tokens,
            completion_tokens=cost.completion_tokens - aside.completion_tokens,
            estimated_tokens=estimate,
            usd=cost.usd - aside.usd,
            seconds=seconds,
        )
        with self._today() as today:
            today[0] = today[0].plus(change)
        self.article = self.article.plus(change)

    def today(self) -> Tally:
        """Return what the day has cost so far, all runs together."""
        return _days(self._file).get(self._day, Tally()) if self._file else self._alone

    def _cost(self, prompt_tokens: int, completion_tokens: int) -> Tally:
        prices = self._settings
        usd = (
            prompt_tokens * prices.usd_per_million_in
            + completion_tokens * prices.usd_per_million_out
        ) / _MILLION
        return Tally(1, prompt_tokens, completion_tokens, usd=usd)

    def _check(self, today: Tally, cost: Tally) -> None:
        """Refuse a cost that does not fit under each cap."""
        caps, here = self._settings, self.article
        _fit("max_calls", here.calls, 1, caps.max_calls)
        _fit("max_tokens_per_article", here.tokens, cost.tokens, caps.max_tokens_per_article)
        _fit("max_tokens_per_day", today.tokens, cost.tokens, caps.max_tokens_per_day)
        _fit("max_usd_per_article", here.usd, cost.usd, caps.max_usd_per_article)
        _fit("max_usd_per_day", today.usd, cost.usd, caps.max_usd_per_day)

    @contextmanager
    def _today(self) -> Iterator[list[Tally]]:
        """Give the day's sum in a list of one; what stands there afterwards is kept."""
        if self._file is None:
            cell = [self._alone]
            yield cell
            self._alone = cell[0]
            return
        with _locked(self._file):
            days = _days(self._file)
            cell = [days.get(self._day, Tally())]
            yield cell
            _keep(self._file, {**days, self._day: cell[0]})


def day_file(environment: Mapping[str, str]) -> Path:
    """Return where the sums of each day are kept: in the user's state folder (XDG)."""
    given = environment.get("XDG_STATE_HOME", "")
    folder = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "state"
    return folder / "policywire" / "llm-spent.json"


def _fit(name: str, spent: float, cost: float, cap: float | None) -> None:
    if cap is not None and spent + cost > cap:
        raise BudgetSpent(
            f"A call may cost {cost:,.6g}; {spent:,.6g} of {name} = {cap:,.6g} is spent or set "
            "aside, so it was not made. The rest is written by the plain writer; raise the cap "
            "under [writer.model] if you mean to spend more.",
            kind=name,
            billed=False,
        )


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold the day's file for this process alone."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.with_suffix(".lock").open("a")
    except OSError as error:
        raise _unwritable(file, error) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _days(file: Path) -> dict[str, Tally]:
    """Return the sums of the days kept; a damaged file stops spending."""
    if not file.exists():
        return {}
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return {day: replace(Tally(), **sums) for day, sums in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsRefused(
            f"{file} keeps what language models cost per day, and cannot be read "
            f"({type(error).__name__}). Delete it to count from zero."
        ) from error


def _keep(file: Path, days: dict[str, Tally]) -> None:
    """Write the sums of the last days, whole or not at all."""
    last = dict(sorted(days.items())[-31:])
    text = json.dumps({day: asdict(sums) for day, sums in last.items()}, indent=1)
    fresh = file.with_suffix(f".{os.getpid()}.new")
    try:
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> SettingsRefused:
    return SettingsRefused(
        f"{file} cannot be written: {error.strerror or error}. What language models cost per day "
        "is kept there; set XDG_STATE_HOME to a folder you may write to."
    )
