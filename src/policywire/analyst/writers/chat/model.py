"""A language model behind a chat endpoint: text in, a checked reply or an error of ours out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from policywire.analyst.writers.characters import check_characters, strings_in
from policywire.analyst.writers.chat.library import exchange, load_library
from policywire.analyst.writers.chat.wire import run_within
from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import (
    EndpointRefused,
    LibraryMissing,
    ReplyRefused,
    SettingsRefused,
    WriterError,
)
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.received import Received
from policywire.analyst.writers.replies import Replies
from policywire.analyst.writers.reply import Budget, Reply, Usage, estimated_tokens
from policywire.analyst.writers.request import ladder, request_body
from policywire.analyst.writers.settings import ModelSettings
from policywire.analyst.writers.shapes import read_shaped

__all__ = ["ChatModel"]

_FIRST_WAIT_S = 0.25
_NO_SUCH_WAY = (400, 404, 415, 422, 500, 501)  # answers to a response_format a server lacks
_MORE = 2  # times the output tokens, once, where thinking used them all up


@dataclass(slots=True)
class _Clock:
    """The time left for one reply, and the attempts made for it."""

    now: Callable[[], float]
    started: float
    deadline_s: float
    attempts: int = 0

    def spent(self) -> float:
        return self.now() - self.started

    def left(self) -> float:
        return self.deadline_s - self.spent()


class ChatModel:
    """A language model at the address of the settings.

    Parameters
    ----------
    settings : ModelSettings
        Address, key, parameters and caps.
    ledger : Ledger
        Counts what is spent and refuses what would exceed a cap.
    replies : Replies or None
        Where replies are stored and read back; None for neither.
    now, sleep : callable
        Seconds that only run forwards; how to wait.
    """

    def __init__(
        self,
        settings: ModelSettings,
        ledger: Ledger,
        replies: Replies | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings
        self.ledger = ledger
        self._replies = replies
        self._now = now
        self._sleep = sleep
        self._ways = ladder(settings.structured)
        self._settled = len(self._ways) == 1

    @property
    def way(self) -> Structured:
        """How the schema is asked for now; it steps down where the server refuses."""
        return self._ways[0]

    def ready(self) -> None:
        """Refuse at once what no reply could mend.

        Raises
        ------
        SettingsRefused
            If no server or model is named.
        LibraryMissing
            If the extra ``llm`` is not installed.
        """
        self.settings.check_named()
        load_library()

    def complete(
        self,
        system: str,
        user: str,
        schema: Mapping[str, Any] | None = None,
        budget: Budget | None = None,
    ) -> Reply:
        """Return the model's reply to a system and a user message.

        Parameters
        ----------
        system, user : str
            The two messages.
        schema : Mapping or None
            JSON schema the reply must have; ``data`` of the reply holds it. None for free text.
        budget : Budget or None
            How far the call may go; None for the caps of the settings.

        Raises
        ------
        WriterError
            If there is no whole reply of that shape, within the deadline and the caps. Nothing
            else is raised, whatever the server sends.
        """
        budget = budget or Budget()
        most = self.settings.max_output_tokens_per_call
        tokens = most if budget.output_tokens is None else min(budget.output_tokens, most)
        longest = self.settings.deadline_s
        deadline = longest if budget.seconds is None else min(budget.seconds, longest)
        clock = _Clock(self._now, self._now(), deadline)
        try:
            return self._by_any_way((system, user), schema, tokens, clock)
        except ReplyRefused as error:
            if error.kind != "thought_only":
                raise
        return self._by_any_way((system, user), schema, tokens * _MORE, clock)

    def _by_any_way(
        self,
        messages: tuple[str, str],
        schema: Mapping[str, Any] | None,
        tokens: int,
        clock: _Clock,
    ) -> Reply:
        """Ask in the present way; where the server refuses that, in the next."""
        while True:
            body = request_body(
                self.settings, *messages, schema=schema, way=self.way, output_tokens=tokens
            )
            try:
                reply = self._stored_or_called(body, schema, tokens, clock)
            except EndpointRefused as error:
                if schema is None or not self._steps_down(error):
                    raise
            else:
                self._settled = self._settled or schema is not None
                return reply

    def _steps_down(self, error: EndpointRefused) -> bool:
        """Turn to the next way if a refusal may be of this one; say whether there is a next."""
        if self._settled or len(self._ways) == 1 or error.status not in _NO_SUCH_WAY:
            return False
        if error.kind == "too_long":
            return False
        self._ways = self._ways[1:]
        return True

    def _stored_or_called(
        self, body: dict[str, Any], schema: Mapping[str, Any] | None, tokens: int, clock: _Clock
    ) -> Reply:
        """Return the stored reply of a request, or call and store what comes."""
        stored = self._replies.find(body) if self._replies else None
        if stored is not None:
            return stored
        try:
            reply = self._called(body, schema, tokens, clock)
        except (LibraryMissing, SettingsRefused):
            raise  # of this machine, not of the request
        except WriterError as error:
            told = self._without_key(error)
            if self._replies:
                self._replies.store(body, told)
            raise told from None
        if self._replies:
            self._replies.store(body, reply)
        return reply

    def _called(
        self, body: dict[str, Any], schema: Mapping[str, Any] | None, tokens: int, clock: _Clock
    ) -> Reply:
        """Send a request, again where that may help, and return the reply."""
        before = self._now()
        self.ready()
        clock.started += self._now() - before  # the server has no part in that
        while True:
            clock.attempts += 1
            try:
                received, usage = self._attempt(body, tokens, clock)
                break
            except WriterError as error:
                self._wait(error, clock)
        return self._reply(received, usage, schema, clock)

    def _wait(self, error: WriterError, clock: _Clock) -> None:
        """Wait before another attempt, or raise the error where there is none."""
        if not error.again or clock.attempts > self.settings.retries:
            raise error
        pause = error.after_s
        if pause is None:
            pause = _FIRST_WAIT_S * 2 ** (clock.attempts - 1)
        if pause >= clock.left():
            error.add_note(f"The server asks to wait {pause:g} s; {clock.left():.1f} s are left.")
            raise error
        self._sleep(pause)

    def _attempt(self, body: dict[str, Any], tokens: int, clock: _Clock) -> tuple[Received, Usage]:
        """Send a request once; set its cost aside before, and settle it after."""
        prompt = estimated_tokens(dumps(body["messages"]) + dumps(body.get("response_format")))
        reserved = self.ledger.reserve(prompt, tokens)
        started = self._now()
        usage = Usage(prompt, tokens, estimated=True)  # all of it, unless we learn better
        try:
            received = run_within(
                lambda: exchange(self.settings, body), clock.left(), self.settings.origin
            )
            usage = _usage(received, prompt)
        except WriterError as error:
            if not error.billed:
                usage = Usage(0, 0)
            raise
        finally:
            self.ledger.settle(reserved, usage, self._now() - started)
        return received, usage

    def _reply(
        self,
        received: Received,
        usage: Usage,
        schema: Mapping[str, Any] | None,
        clock: _Clock,
    ) -> Reply:
        self._check_strings((received.text, received.model))
        fenced = self.way is not Structured.SCHEMA
        data = read_shaped(received.text, schema, self.settings.origin, fenced=fenced)
        self._check_strings(data)
        return Reply(
            text=received.text,
            data=data,
            model=received.model,
            asked_model=self.settings.model,
            usage=usage,
            finish_reason=received.finish_reason,
            seconds=round(clock.spent(), 3),
            attempts=clock.attempts,
            reasoning_chars=len(received.reasoning),
        )

    def _check_strings(self, value: object) -> None:
        """Refuse a reply that gives away the key, or hides what no page can print in escapes."""
        key, origin = self.settings.api_key, self.settings.origin
        for text in strings_in(value):
            if key and key.stands_in(text):
                raise ReplyRefused(
                    f"The reply from {origin} repeats the API key. It was thrown away.", kind="leak"
                )
            check_characters(text, origin)

    def _without_key(self, error: WriterError) -> WriterError:
        """Return an error whose message and text hold no key."""
        key = self.settings.api_key
        told = " ".join([str(error), *getattr(error, "__notes__", ())])
        hide = key.hidden_in if key else str
        return type(error)(
            hide(told),
            kind=error.kind,
            status=error.status,
            after_s=error.after_s,
            text=hide(error.text),
        )


def _usage(received: Received, prompt: int) -> Usage:
    """Return what a reply cost: as reported, or by our estimate."""
    told = (received.prompt_tokens, received.completion_tokens)
    guess = estimated_tokens(received.text + received.reasoning)
    return Usage(told[0] or prompt, told[1] or guess, estimated=None in told)
