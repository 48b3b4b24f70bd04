"""The money desk's answers, wired: decisions and responses as plain values.

Set ``OPENBLAS_NUM_THREADS=1`` before this is imported: the tables are small, and idle threads of
the algebra library cost more than they save.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policywire.facts.errors import BadShock, WrongUse
from policywire.models.monetary import ledger as book
from policywire.models.monetary.paths import by_meetings, read_path
from policywire.models.monetary.respond import assets, checked, months, path_responses, respond
from policywire.models.monetary.respond import respond_to as answer
from policywire.models.monetary.response import Array, Response, record
from policywire.models.monetary.tables import surprises

if TYPE_CHECKING:
    from policywire.policy.decisions import Decision, Decisions

__all__ = [
    "Asked",
    "decisions",
    "document",
    "entry_of",
    "ledger_rows",
    "path_of",
    "path_start",
    "respond_asked",
]

_LONGEST = 41
_MEETING = re.compile(r"\s*(\d{4}-\d{2}-\d{2})\s*[:=]\s*([+\-−]?\d+(?:\.\d+)?)\s*")


def document(name: str) -> Path:
    """Return a document of the money desk."""
    return Path(str(files("policywire.desks.money").joinpath(name)))


@cache
def decisions() -> "Decisions":
    """Return the decisions held."""
    from policywire.policy.decisions import load_decisions  # a surprise alone needs none of it

    return load_decisions(document("decisions.yaml"))


def entry_of(day: date) -> book.Entry:
    """Return a meeting's entry in the ledger."""
    return book.entry(decisions(), surprises(), day)


def ledger_rows() -> list[dict[str, Any]]:
    """Return every decision with what is known of its surprise."""
    return [_row(one) for one in book.ledger(decisions(), surprises())]


def _row(found: book.Entry) -> dict[str, Any]:
    one = found.decision
    return {
        "date": one.day.isoformat(),
        "lower": one.lower,
        "upper": one.upper,
        "move_bp": found.move_bp,
        "votes_for": one.votes_for,
        "votes_against": one.votes_against,
        "dissents": [
            {"name": who.name, "preferred": who.preferred.value, "side": who.side.value}
            for who in one.dissents
        ],
        "scheduled": one.scheduled,
        "quality": found.quality.value,
        "surprise_bp": found.surprise_bp,
        "policy_bp": found.policy_bp,
        "information_bp": found.information_bp,
        "direction": found.direction,
        "expected": found.expected,
        "two_year_bp": found.two_year_bp,
        "flags": list(found.flags),
        "citation": asdict(one.citation),
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """What responses are asked for.

    Attributes
    ----------
    surprise_bp : float or None
        A surprise, basis points.
    path : str
        A path of the funds rate by quarter or meeting.
    meeting : date or None
        A decision held, instead of a surprise.
    sample, shock : str
        As of :func:`respond`.
    hold : int
        Quarters the last step of a path by meetings stays.
    """

    surprise_bp: float | None = None
    path: str = ""
    meeting: date | None = None
    sample: str = "all"
    shock: str = "pc1"
    hold: int = 4


def respond_asked(asked: Asked) -> dict[str, Any]:
    """Return the responses asked for, with what was asked.

    Raises
    ------
    WrongUse
        If neither a surprise, a path nor a meeting is given, or a surprise and a meeting are.
    BadShock, BadPeriod, NotHeld
        If what is given cannot be answered.
    """
    if asked.surprise_bp is None and not asked.path and asked.meeting is None:
        raise WrongUse("Give --surprise-bp, --path or --meeting: a move is no surprise by itself.")
    if asked.surprise_bp is not None and asked.meeting is not None:
        raise WrongUse("--meeting has its own surprise; leave --surprise-bp out.")
    path = path_of(asked.path, asked.hold) if asked.path else None
    found, told = _to_shock(asked, path is not None)
    if path is not None:
        found = (*found, *path_responses(path))
        told["path_points"] = [round(float(step), 10) for step in path]
    return {**told, "responses": [record(one) for one in found]}


def _to_shock(asked: Asked, has_path: bool) -> tuple[tuple[Response, ...], dict[str, Any]]:
    """Return the responses to the surprise or meeting; a path takes the place of quarters."""
    if asked.meeting is not None:
        entry = entry_of(asked.meeting)
        given = answer(entry)
        told: dict[str, Any] = {"meeting": _row(entry), "why": given.why}
        told["direction"] = given.direction
        return (_without_kernel(given.responses) if has_path else given.responses), told
    if asked.surprise_bp is None:
        return (), {"surprise_bp": None}
    size = checked(asked.surprise_bp)
    told = {"surprise_bp": size, "sample": asked.sample, "shock": asked.shock}
    if has_path:
        flat = assets(size, sample=asked.sample, shock=asked.shock)
        return (*flat, *(() if asked.shock == "cbi" else _months(size))), told
    return respond(size, sample=asked.sample, shock=asked.shock), told


def _months(size: float) -> tuple[Response, ...]:
    told = "the one-year yield taken to move by the size of the surprise"
    return months(size, flags=(told,))


def _without_kernel(found: tuple[Response, ...]) -> tuple[Response, ...]:
    return tuple(one for one in found if not one.method.startswith("kernel"))


def path_of(text: str, hold: int = 4) -> Array:
    """Read a path by quarter (``q0:-25, q1:-50``) or by meeting (``2026-09-16:-25``).

    By quarter the numbers are deviations from the baseline; by meeting each is what that meeting
    adds, and the last one stays for ``hold`` quarters more.

    Raises
    ------
    BadShock
        If a step cannot be read, is given twice or is out of reach, a quarter is missing, a
        meeting falls on a weekend, or a meeting of the past is not in the ledger.
    """
    if not text.strip():
        raise BadShock("The path is empty; write q0:-25, q1:-50 or 2026-12-09:-25.")
    parts = re.split(r"[,;]", text)
    if not re.match(r"\s*\d{4}-", parts[0]):
        return read_path(text)
    moves: dict[date, float] = {}
    for part in parts:
        day, size = _step(part)
        if day in moves:
            raise BadShock(f"The meeting of {day} is given twice in the path.")
        moves[day] = size
    first, last = min(moves), max(moves)
    span = (last.year * 4 + (last.month - 1) // 3) - (first.year * 4 + (first.month - 1) // 3)
    if hold < 0 or span + 1 + hold > _LONGEST:
        raise BadShock(
            f"A path spans at most {_LONGEST} quarters; these meetings and {hold} quarters after "
            f"them make {span + 1 + hold}."
        )
    return by_meetings(moves, span + 1 + hold)


def path_start(text: str, otherwise: date) -> date:
    """Return a day of a path's first quarter: its first meeting, or one given where it has none."""
    days = re.findall(r"\d{4}-\d{2}-\d{2}", text)
    return min(map(date.fromisoformat, days), default=otherwise)


def _step(part: str) -> tuple[date, float]:
    found = _MEETING.fullmatch(part)
    if found is None:
        raise BadShock(f"'{part.strip()}' is no step of a path by meetings; write 2026-12-09:-25.")
    try:
        day = date.fromisoformat(found[1])
    except ValueError as error:
        raise BadShock(f"{found[1]} is no day.") from error
    if day <= decisions().complete_until:
        _held_meeting(day)
    return day, float(found[2].replace("−", "-"))


def _held_meeting(day: date) -> "Decision":
    """Return a past decision; a path over the past steps on meetings that were held."""
    return decisions().on(day)
