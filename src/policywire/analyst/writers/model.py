"""The model writer: a language model puts verified phrases in order; code checks every sentence.

The model is asked for one paragraph at a time. What it sends is read as a draft of phrase tokens
and joints, checked by the same rules as every line, and sent back with the faults at most twice.
A paragraph that does not stand then is the plain writer's; the two are never mixed.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from policywire.analyst.draft import Line, Relation, Sentence
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Checker, Mode, Severity
from policywire.analyst.rules.joints import check_joints, joints
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.faults import WriterError
from policywire.analyst.writers.instructions import Assignment, schema_of, system_text, user_text
from policywire.analyst.writers.plain import PlainWriter
from policywire.analyst.writers.reply import Reply
from policywire.facts.errors import PolicywireError

__all__ = ["Chat", "Drafted", "ModelWriter", "Use"]

_ROUNDS = 3  # the draft and two repairs
_GIVE_UP = 2  # replies in a row that did not come: the server is not asked again
_MOST = 12  # sentences of a reply that are read
_FULL = 600  # characters of a sentence that are read


class Chat(Protocol):
    """What the writer needs of a language model."""

    def complete(self, system: str, user: str, schema: dict[str, Any]) -> Reply:
        """Return a reply whose ``data`` has the shape of ``schema``, or raise WriterError."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paragraph of the model's.

    Attributes
    ----------
    lines : tuple of Line
        What is printed.
    figures : tuple of str
        Ids of the figures it prints.
    """

    lines: tuple[Line, ...]
    figures: tuple[str, ...]


@dataclass(slots=True)
class Use:
    """What the model did for an article, counted.

    Attributes
    ----------
    asked, kept : int
        Paragraphs asked for, and printed as the model drafted them.
    sentences, lost : int
        Its sentences that are printed, and those the checker refused, every round counted.
    rules : Counter
        Faults by the code of their rule.
    failures : Counter
        Replies that did not come, by kind.
    prompt_tokens, completion_tokens : int
        Over all replies.
    models : dict of str to None
        What the server said it was, in order.
    """

    asked: int = 0
    kept: int = 0
    sentences: int = 0
    lost: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    prompt_tokens: int = 0
    completion_tokens: int = 0
    models: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class ModelWriter:
    """Writes paragraphs through a language model.

    Attributes
    ----------
    chat : Chat
        The model.
    registry : Registry
        What tokens may name.
    checker : Checker
        The rules.
    tell : callable
        Told what goes on.
    use : Use
        What it did so far.
    """

    chat: Chat
    registry: Registry
    checker: Checker
    tell: Callable[[str], None] = lambda step: None
    use: Use = field(default_factory=Use)
    _silent: int = 0

    def paragraph(self, task: Assignment) -> Drafted | None:
        """Return the model's paragraph, or None where the plain writer's is to be printed.

        Nothing but a whole paragraph is returned: every sentence stands, and every finding is
        said once.
        """
        if self._silent >= _GIVE_UP:
            return None
        self.use.asked += 1
        draft, faults = "", list[str]()
        for _ in range(_ROUNDS):
            reply = self._reply(task, faults, draft)
            if reply is None:
                return None
            drafted, faults = self._read(task, reply)
            if drafted is not None:
                self._keep(task, drafted)
                return drafted
            draft = json.dumps(reply.data, ensure_ascii=False)[: _MOST * _FULL]
        self.tell(f"{task.where}: the model's paragraph does not stand ({faults[0]})")
        return None

    def _keep(self, task: Assignment, drafted: Drafted) -> None:
        self.use.kept += 1
        self.use.sentences += len(drafted.lines)
        self.tell(f"{task.where}: {len(drafted.lines)} sentences of the model stand")

    def _reply(self, task: Assignment, faults: list[str], draft: str) -> Reply | None:
        """Return the model's reply, or None where none came that can be read."""
        system = system_text(task.audience, _shown_joints())
        try:
            reply = self.chat.complete(system, user_text(task, faults, draft), schema_of(task))
        except WriterError as error:
            self._silent += 1
            self.use.failures[error.kind] += 1
            self.tell(f"{task.where}: {error}")
            return None
        self._silent = 0
        self.use.models[reply.model] = None
        self.use.prompt_tokens += reply.usage.prompt_tokens
        self.use.completion_tokens += reply.usage.completion_tokens
        return reply

    def _read(self, task: Assignment, reply: Reply) -> tuple[Drafted | None, list[str]]:
        """Return the paragraph of a reply, or None and what is wrong with it."""
        told = (reply.data or {}).get("sentences", [])
        faults, lines, said = list[str](), list[Line](), list[str]()
        for at, item in enumerate(told[:_MOST], start=1):
            line, ids, wrong = self._sentence(item, task, tuple(lines))
            self.use.lost += bool(wrong)
            self.use.rules.update(why.split(" ", 1)[0] for why in wrong)
            faults += [f"sentence {at}: {why}" for why in wrong]
            said += ids
            if line is not None:
                lines.append(line)
        faults += _missing(task.ids, said, len(told))
        return (None if faults else Drafted(tuple(lines), tuple(said))), faults

    def _sentence(
        self, item: dict[str, Any], task: Assignment, before: tuple[Line, ...]
    ) -> tuple[Line | None, tuple[str, ...], list[str]]:
        """Return the line of one sentence, the figures it names, and what is wrong with it."""
        try:
            sentence = _parsed(item)
            foreign = [name for name in sentence.figures if name not in task.ids]
            if foreign:
                return None, (), [f"N4 '{foreign[0][:40]}': no finding of this paragraph"]
            line = PlainWriter(self.registry).write(sentence)  # of its own: no turn is taken
        except PolicywireError as error:
            return None, (), [f"N4 a token that cannot be read: {str(error)[:200]}"]
        return line, sentence.figures, list(self._faults(sentence, line, before))

    def _faults(self, sentence: Sentence, line: Line, before: tuple[Line, ...]) -> Iterator[str]:
        """Yield what is wrong with a sentence, each with the code of its rule."""
        yield from (f"{one} ({one.repair})" for one in check_joints(sentence))
        declared, tokens = sorted(sentence.uses), sorted(sentence.figures)
        if declared != tokens:
            yield f"N8 '{', '.join(declared)}': the tokens name {', '.join(tokens)}"
        found = self.checker.check(line, mode=Mode.PHRASES_ONLY, before=before)
        yield from (f"{one} ({one.repair})" for one in found if one.severity is Severity.REFUSE)


def _parsed(item: dict[str, Any]) -> Sentence:
    """Return the draft sentence of one item; the schema has been checked."""
    made = read_sentence(str(item["text"])[:_FULL])
    uses = tuple(str(name) for name in item["uses"])
    return replace(made, uses=uses, relation=Relation(item["relation"]))


def _missing(wanted: tuple[str, ...], said: list[str], sentences: int) -> list[str]:
    """Return what is wrong with a paragraph as a whole: findings left out, or said twice."""
    count = Counter(said)
    faults = [
        f"N8 '{name}': is not said; use every finding once" for name in wanted if name not in count
    ]
    faults += [
        f"G2 '{name}': is said {n} times; once is enough" for name, n in count.items() if n > 1
    ]
    if sentences > _MOST:
        faults.append(f"G3 '{sentences} sentences': {_MOST} at most")
    return faults


def _shown_joints() -> str:
    """Return the joints as the instructions show them."""
    held = joints()
    openers = [word for words in held.openers.values() for word in words if word]
    between = [word for words in held.between.values() for word in words]
    return (
        f"to open: {', '.join(openers)}; between clauses: {' | '.join(between)}; "
        f"before a noun phrase: {' | '.join(held.beside)}"
    )
