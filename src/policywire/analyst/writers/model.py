"""The model writer: a language model puts verified phrases in order; code checks every sentence.

The model is asked for one paragraph at a time. What it sends is read as a draft of phrase tokens
and joints, checked by the same rules as every line, and sent back with the faults at most twice.
A paragraph that does not stand then is the plain writer's; the two are never mixed.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from policywire.analyst.draft import Kind, Line, Relation, Sentence
from policywire.analyst.model_use import ModelUse, ParagraphUse
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Checker, Mode, Severity
from policywire.analyst.rules.contract import check_contract
from policywire.analyst.rules.joints import check_joints, joints
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.faults import ReplyMissing, ReplyRefused, WriterError
from policywire.analyst.writers.instructions import ParagraphTask, schema_of, system_text, user_text
from policywire.analyst.writers.plain import PlainWriter
from policywire.analyst.writers.reply import Reply
from policywire.analyst.writers.shapes import shape_fault
from policywire.facts.errors import PolicywireError

__all__ = ["Chat", "LanguageModel", "Limits", "ModelWriter"]

_ROUNDS = 3  # the draft and two repairs
_GIVE_UP = 2  # replies in a row that did not come: the server is not asked again
_MOST = 12  # sentences of a reply that are read
_FULL = 600  # characters of a sentence that are read


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the model may take.

    Attributes
    ----------
    reply_s, article_s : float
        Seconds of one reply, and of all replies for an article.
    """

    reply_s: float
    article_s: float


class Chat(Protocol):
    """What the writer needs of a language model."""

    def complete(self, system: str, user: str, schema: dict[str, Any]) -> Reply:
        """Return a reply whose ``data`` has the shape of ``schema``, or raise WriterError."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A language model that drafts paragraphs.

    Attributes
    ----------
    chat : Chat
        How it is asked.
    name, size : str
        As the user states them, for the byline.
    limits : Limits
        How long it may take.
    """

    chat: Chat
    name: str
    size: str
    limits: Limits


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
    limits : Limits
        How long an article may take.
    tell : callable
        Told what goes on.
    paragraphs : list of ParagraphUse
        What it did so far.
    other : bool
        Whether the server answered under another name.
    """

    chat: Chat
    registry: Registry
    checker: Checker
    limits: Limits
    tell: Callable[[str], None] = lambda step: None
    paragraphs: list[ParagraphUse] = field(default_factory=list)
    other: bool = False
    _silent: int = 0
    _seconds: float = 0.0
    _lost: int = 0
    _unread: int = 0

    def use(self, asked_model: str, size: str) -> ModelUse:
        """Return what it did, for the byline."""
        return ModelUse(asked_model, size, self.other, tuple(self.paragraphs))

    def paragraph(self, task: ParagraphTask) -> tuple[Line, ...] | None:
        """Return the model's paragraph, or None where the plain writer's is to be printed.

        Nothing but a whole paragraph is returned: every sentence stands, and every finding is
        said once.
        """
        self._lost = self._unread = 0
        lines = self._drafted(task)
        count = len(lines or ())
        self.paragraphs.append(ParagraphUse(task.where, count, self._lost, self._unread))
        if lines is not None:
            self.tell(f"{task.where}: sentences of the model that stand: {count}")
        return lines

    def _drafted(self, task: ParagraphTask) -> tuple[Line, ...] | None:
        draft, faults = "", list[str]()
        for _ in range(_ROUNDS):
            if self._silent >= _GIVE_UP or self._seconds >= self.limits.article_s:
                return None
            data, faults = self._reply(task, faults, draft)
            if data is None:
                continue
            lines, faults = self._read(task, data)
            if lines is not None:
                return lines
            draft = json.dumps(data, ensure_ascii=False, sort_keys=True)[: _MOST * _FULL]
        self.tell(f"{task.where}: the model's paragraph does not stand ({faults[0]})")
        return None

    def _reply(
        self, task: ParagraphTask, faults: list[str], draft: str
    ) -> tuple[dict[str, Any] | None, list[str]]:
        """Return the draft of a reply, or None and why there is none."""
        system = system_text(task.audience, _shown_joints())
        try:
            schema = schema_of(task)
            reply = self.chat.complete(system, user_text(task, faults, draft), schema)
            wrong = shape_fault(reply.data, schema)  # a stored reply may have been changed
            if wrong:
                raise ReplyRefused(wrong, kind="shape")
        except ReplyMissing:
            raise  # a replay that is not the article is worse than none
        except WriterError as error:
            self._unread += 1
            # An answer that is no draft may be better next time; a server that is silent, not.
            self._silent += not isinstance(error, ReplyRefused)
            self._seconds += self.limits.reply_s  # at most; a replay counts the same
            self.tell(f"{task.where}: {error}")
            return None, [f"the reply was no draft: {error.kind}"]
        self._silent, self.other = 0, self.other or reply.other_model
        self._seconds += reply.seconds
        return reply.data or {}, []

    def _read(
        self, task: ParagraphTask, data: dict[str, Any]
    ) -> tuple[tuple[Line, ...] | None, list[str]]:
        """Return the paragraph of a draft, or None and what is wrong with it."""
        told = data.get("sentences", [])[: _MOST + 1]
        faults, lines, said = list[str](), list[Line](), list[str]()
        for at, item in enumerate(told, start=1):
            line, ids, wrong = self._sentence(item, task, tuple(lines))
            self._lost += bool(wrong)
            faults += [f"sentence {at}: {why}" for why in wrong]
            said += ids
            if line is not None:
                lines.append(line)
        whole = _whole(task.ids, said, len(told))
        self._lost += len(told) if whole and not faults else 0  # none of them is printed
        self._unread += not told
        faults += whole
        return (None if faults else tuple(lines)), faults

    def _sentence(
        self, item: dict[str, Any], task: ParagraphTask, before: tuple[Line, ...]
    ) -> tuple[Line | None, tuple[str, ...], list[str]]:
        """Return the line of one sentence, the figures it says, and what is wrong with it."""
        try:
            sentence = _parsed(item)
            foreign = [name for name in sentence.figures if name not in task.ids]
            if foreign:
                return None, (), [f"N4 '{foreign[0][:40]}': no finding of this paragraph"]
            line = PlainWriter(self.registry).write(sentence)  # of its own: no turn is taken
        except PolicywireError as error:
            return None, (), [f"N4 a token that cannot be read: {str(error)[:200]}"]
        said = tuple(token.ref for token in sentence.tokens if token.kind is Kind.PHRASE)
        return line, said, self._faults(sentence, line, before)

    def _faults(self, sentence: Sentence, line: Line, before: tuple[Line, ...]) -> list[str]:
        """Return what is wrong with a sentence, each with the code of its rule."""
        found = (
            *check_contract(sentence),
            *check_joints(sentence, self.registry.figures),
            *self.checker.check(line, mode=Mode.PHRASES_ONLY, before=before),
        )
        return [f"{one} ({one.repair})" for one in found if one.severity is Severity.REFUSE]


def _parsed(item: dict[str, Any]) -> Sentence:
    """Return the draft sentence of one item; the schema has been checked."""
    made = read_sentence(str(item["text"])[:_FULL])
    uses = tuple(str(name) for name in item["uses"])
    return replace(made, uses=uses, relation=Relation(item["relation"]))


def _whole(wanted: tuple[str, ...], said: list[str], sentences: int) -> list[str]:
    """Return what is wrong with a paragraph as a whole: findings left out, or said twice."""
    count = Counter(said)
    missing = [name for name in wanted if name not in count]
    faults = [f"N8 '{name}': is not said; use every finding once" for name in missing]
    faults += [
        f"G2 '{name}': is said {n} times; once is enough" for name, n in count.items() if n > 1
    ]
    if sentences > _MOST:
        faults.append(f"G3: more than {_MOST} sentences")
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
