"""Find out what an endpoint can do, by a dozen short calls: for ``policywire llm check``.

Servers promise more than they keep, in silence, so each promise is tried: a schema against the
prompt, a cap on output, a switch for thinking, prompts of two lengths.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from policywire.analyst.writers.chat import ChatModel
from policywire.analyst.writers.chat.library import load_library
from policywire.analyst.writers.chat.listing import list_models
from policywire.analyst.writers.choices import Limit, Structured, Switch, Thinking
from policywire.analyst.writers.faults import BudgetSpent, ReplyRefused, WriterError
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.probe_report import ProbeReport
from policywire.analyst.writers.reply import Budget, Reply
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["probe"]

_SYSTEM = "You answer briefly."
_CANARY = {
    "type": "object",
    "properties": {"colour": {"type": "string", "enum": ["azul"]}},
    "required": ["colour"],
    "additionalProperties": False,
}
_AGAINST = 'What colour is a ripe tomato? Answer {"colour": "red"}.'
_ALONG = 'Answer {"colour": "azul"}.'
_SHORT_TOKENS, _LONG_TOKENS = 1_500, 6_000
_LINE = "Line by line, this text says nothing; it is here to be counted.\n"
_LINE_TOKENS = 16  # about, with most tokenisers
_CUT_BELOW = 2.5  # times the short prompt; a whole long one counts near 4 times
_MUCH = "Write the numbers from one to three hundred in words, each on a line."
_LIMIT, _SLACK = 16, 8
_ROOM = 2_000  # output tokens, for a model that thinks before one word
_SPEED_TOKENS = 160


@dataclass(slots=True)
class _Probe:
    """A probe on its way: the settings as they stand, what was found so far."""

    settings: ModelSettings
    ledger: Ledger
    now: Callable[[], float]
    started: float
    found: dict[str, Any] = field(default_factory=dict)

    def ask(
        self, user: str, schema: dict[str, Any] | None = None, tokens: int = 64, **changes: Any
    ) -> Reply:
        """Send one message under the settings, changed as told; not retried unless told."""
        settings = replace(self.settings, **{"retries": 0, **changes})
        model = ChatModel(settings, self.ledger, now=self.now)
        return model.complete(_SYSTEM, user, schema, Budget(output_tokens=tokens))

    def report(self) -> ProbeReport:
        spent = self.ledger.article
        return ProbeReport(
            origin=self.settings.origin,
            asked_model=self.settings.model,
            calls=spent.calls,
            tokens=spent.tokens,
            seconds=round(self.now() - self.started, 2),
            usd_per_million_in=self.settings.usd_per_million_in,
            usd_per_million_out=self.settings.usd_per_million_out,
            **self.found,
        )


def probe(
    settings: ModelSettings, ledger: Ledger, *, now: Callable[[], float] = time.monotonic
) -> ProbeReport:
    """Find out what the endpoint of the settings can do.

    Each call has the deadline of the settings; caps on tokens and cost hold.

    Parameters
    ----------
    settings : ModelSettings
        Address, model and key.
    ledger : Ledger
        Counts what the probe costs.
    now : callable
        Seconds that only run forwards.

    Raises
    ------
    WriterError
        If no server is named, the library is not installed, or a cap stops the first call. What
        the endpoint does wrong is no error: the report says it.
    """
    settings.check_named()
    at = _Probe(settings, ledger, now, now())
    load_library()
    _list(at)
    _hello(at)
    if at.found.get("reachable"):
        for step in (_schema, _thinking, _limit, _context, _speed):
            step(at)
    return at.report()


def _list(at: _Probe) -> None:
    """Note the models listed, and what the server tells of the one asked for."""
    try:
        listed = list_models(at.settings, at.settings.deadline_s)
    except WriterError:
        return  # a server need not list them
    at.found["models"] = tuple(item.name for item in listed)
    asked = next((item for item in listed if item.name == at.settings.model), None)
    if asked is None and len(listed) == 1:
        (asked,) = listed
    if asked and asked.parameters:
        at.found |= {"parameters": asked.parameters, "parameters_from": "server"}
    if asked:
        at.found["context_told"] = asked.context_tokens


def _hello(at: _Probe) -> None:
    """Ask for one word: whether there is a reply at all, whether thoughts come with it."""
    if at.settings.parameters:
        at.found |= {"parameters": at.settings.parameters, "parameters_from": "user"}
    try:
        reply = at.ask("Say the word ready.", tokens=_ROOM, retries=at.settings.retries)
    except BudgetSpent:
        raise
    except WriterError as error:
        thought = error.kind in ("thought_only", "open_thought")
        at.found |= {"reachable": thought, "fault": str(error), "thinks": thought or None}
        return
    at.found |= {
        "reachable": True,
        "answered_as": reply.model,
        "thinks": reply.reasoning_chars > 0,
        "usage_reported": not reply.usage.estimated,
    }


def _schema(at: _Probe) -> None:
    """Ask for a schema in each way, against the words of the prompt."""
    ways: list[str] = []
    for way in (Structured.SCHEMA, Structured.OBJECT, Structured.NONE):
        enforced = way is not Structured.NONE
        try:
            at.ask(_AGAINST if enforced else _ALONG, _CANARY, _ROOM, structured=way)
        except ReplyRefused as error:
            ways.append(f"{way}: {'not kept' if error.kind == 'schema' else error.kind}")
        except WriterError as error:
            ways.append(f"{way}: refused ({error.kind})")
        else:
            ways.append(f"{way}: {'held against the prompt' if enforced else 'kept when asked'}")
            at.found |= {"structured": way.value, "enforced": enforced}
            at.settings = replace(at.settings, structured=way)
            break
    at.found["ways"] = tuple(ways)


def _thinking(at: _Probe) -> None:
    """Find the field that turns thinking off, where there is thinking."""
    if not at.found.get("thinks"):
        return
    for switch in Switch:
        off = replace(at.settings, thinking=Thinking.OFF, thinking_switch=switch)
        try:
            reply = replace(at, settings=off).ask("Say the word ready.", tokens=_ROOM)
        except WriterError:
            continue
        if not reply.reasoning_chars:
            at.found["thinking_switch"] = switch.value
            at.settings = off
            return


def _limit(at: _Probe) -> None:
    """Find the field by which the output is limited."""
    for name in (at.settings.token_limit_field, *Limit):
        try:
            reply = at.ask(_MUCH, tokens=_LIMIT, token_limit_field=name)
            kept = reply.usage.completion_tokens <= _LIMIT + _SLACK
        except ReplyRefused as error:
            kept = error.kind in ("truncated", "thought_only")
        except WriterError:
            kept = False
        if kept:
            at.found["limit_field"] = name.value
            at.settings = replace(at.settings, token_limit_field=name)
            return


def _context(at: _Probe) -> None:
    """Send a short and a long prompt, and compare what the server counted."""
    counted: list[tuple[int, float]] = []
    for tokens in (_SHORT_TOKENS, _LONG_TOKENS):
        before = at.now()
        try:
            reply = at.ask(_LINE * (tokens // _LINE_TOKENS) + "Say the word ready.", tokens=_ROOM)
        except WriterError:
            break
        if reply.usage.estimated:
            return
        counted.append((reply.usage.prompt_tokens, at.now() - before))
    if not counted:
        return
    at.found["context_cut"] = len(counted) > 1 and counted[1][0] < _CUT_BELOW * counted[0][0]
    at.found["context_at_least"] = max(size for size, _ in counted)
    size, seconds = counted[-1]
    at.found["prompt_tokens_per_s"] = round(size / seconds, 1) if seconds > 0 else None


def _speed(at: _Probe) -> None:
    """Time a text of some length; one cut at the cap has just as many tokens."""
    before = at.now()
    try:
        reply = at.ask(_MUCH, tokens=_SPEED_TOKENS)
        tokens = reply.usage.completion_tokens
    except ReplyRefused as error:
        if error.kind != "truncated" or not at.found.get("limit_field"):
            return
        tokens = _SPEED_TOKENS
    except WriterError:
        return
    seconds = at.now() - before
    at.found["tokens_per_s"] = round(tokens / seconds, 1) if seconds > 0 else None
