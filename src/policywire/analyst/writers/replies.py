"""Replies are stored under the SHA-256 of their request, and read back in place of a call.

An article written by a model is rebuilt byte for byte from them, with no call: a model does not
say the same thing twice. Refusals are stored too, because what was written instead hangs on them.
A stored request holds no key and no address.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Any

from policywire.analyst.writers.faults import ReplyMissing, WriterError, kind_of_error
from policywire.analyst.writers.reply import Reply
from policywire.facts.errors import OutputRefused

__all__ = ["Replies", "Use", "request_key"]

_FORMAT = 1


class Use(StrEnum):
    """What stored replies are for."""

    RECORD = "record"  # call, and store what comes
    RESUME = "resume"  # use what is stored, call for the rest and for what was refused
    REPLAY = "replay"  # use what is stored, never call


def request_key(body: Mapping[str, object]) -> str:
    """Return the name of a request: SHA-256 of its canonical JSON."""
    return hashlib.sha256(_canonical(body)).hexdigest()


class Replies:
    """A folder of stored replies.

    The same request twice in one run gives the same reply, or the same refusal, without a call.

    Parameters
    ----------
    folder : Path
        Made when the first reply is stored.
    use : Use
        What they are for.
    """

    def __init__(self, folder: Path, use: Use = Use.RECORD) -> None:
        self.folder = folder
        self.use = use
        self._seen: set[str] = set()

    def find(self, body: Mapping[str, object]) -> Reply | None:
        """Return the stored reply of a request, or None where a call should be made.

        Raises
        ------
        ReplyMissing
            If only a stored reply would do, and there is none, or it is damaged.
        WriterError
            If a refusal is stored.
        """
        key = request_key(body)
        known = key in self._seen
        if self.use is Use.RECORD and not known:
            return None
        path = self.folder / f"{key}.json"
        if not path.is_file():
            if self.use is Use.REPLAY:
                raise self._missing(key)
            return None
        told = _checked(_read(path), body, path)
        if self.use is Use.RESUME and not known and "refusal" in told:
            return None
        self._seen.add(key)
        return _result(told, path)

    def store(self, body: Mapping[str, object], result: Reply | WriterError) -> None:
        """Store what came of a request, whole or not at all.

        Raises
        ------
        OutputRefused
            If the folder cannot be written to.
        """
        outcome = (
            {"reply": asdict(result)} if isinstance(result, Reply) else {"refusal": _told(result)}
        )
        document = {"format": _FORMAT, "request": dict(body), "sha256": _digest(outcome)} | outcome
        key = request_key(body)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / f"{key}.json", document)
        except OSError as error:
            why = error.strerror or str(error)
            raise OutputRefused(
                f"{self.folder} cannot be written: {why}. Replies are stored there; name a folder "
                "you may write to."
            ) from error
        self._seen.add(key)

    def _missing(self, key: str) -> ReplyMissing:
        held = len(list(self.folder.glob("*.json"))) if self.folder.is_dir() else 0
        return ReplyMissing(
            f"No reply is stored for request {key[:12]} in {self.folder}, which holds {held}. The "
            "prompt, the settings or the findings are not those the article was written with. "
            "Write it anew with a model, or use the versions it names.",
            kind="replay",
        )


def _canonical(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.encode("ascii")


def _digest(value: object) -> str:
    return hashlib.sha256(_canonical(value)).hexdigest()


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _checked(told: object, body: Mapping[str, object], path: Path) -> dict[str, Any]:
    """Return a stored document that is whole, and the answer to just this request."""
    outcome = (
        {name: told[name] for name in ("reply", "refusal") if name in told}
        if isinstance(told, dict)
        else {}
    )
    whole = (
        isinstance(told, dict)
        and told.get("format") == _FORMAT
        and len(outcome) == 1
        and told.get("sha256") == _digest(outcome)
        and _canonical(told.get("request")) == _canonical(body)
    )
    if not whole:
        raise ReplyMissing(
            f"{path} is not as it was stored. Restore it from a copy, or write the article anew.",
            kind="damaged",
        )
    return outcome


def _result(outcome: dict[str, Any], path: Path) -> Reply:
    """Return the reply of a stored outcome, or raise its refusal."""
    try:
        return _reply_of(outcome)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReplyMissing(
            f"{path} holds no reply of ours. Restore it from a copy, or write the article anew.",
            kind="damaged",
        ) from error


def _reply_of(outcome: dict[str, Any]) -> Reply:
    if "reply" in outcome:
        made = Reply.stored(outcome["reply"]).as_replayed()
        float(made.seconds)
        if not (isinstance(made.text, str) and isinstance(made.model, str)):
            raise TypeError("a text is none")
        return made
    told = outcome["refusal"]
    raise kind_of_error(told["error"])(
        str(told["message"]), kind=str(told["kind"]), status=int(told["status"]), text=told["text"]
    )


def _told(error: WriterError) -> dict[str, object]:
    return {
        "error": type(error).__name__,
        "kind": error.kind,
        "message": str(error),
        "status": error.status,
        "text": error.text,
    }


def _write(path: Path, document: object) -> None:
    """Write a document beside its place, force it to the disk, and rename it."""
    text = json.dumps(document, sort_keys=True, indent=1, ensure_ascii=True) + "\n"
    handle, name = tempfile.mkstemp(prefix=".reply-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
