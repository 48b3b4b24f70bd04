"""The settings of the writers: ``policywire.toml`` and the environment, under a closed schema.

The key comes from the environment, or from a file the environment names; never from the settings
file, which people commit, and never from the command line, which other users of a machine see.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from policywire.analyst.writers.address import check_address
from policywire.analyst.writers.faults import SettingsRefused
from policywire.analyst.writers.settings import ModelSettings, Secret, WriterSettings
from policywire.analyst.writers.toml import read_fields
from policywire.facts.errors import near

__all__ = ["FILE", "PREFIX", "find_settings", "read_settings"]

PREFIX = "POLICYWIRE_LLM_"
FILE = "policywire.toml"
_ENVIRONMENT = {"BASE_URL": "base_url", "MODEL": "model", "PARAMETERS": "parameters"}
_KEYS = ("API_KEY", "API_KEY_FILE")
_KEY_WORDS = re.compile(r"(?i)^(.*api[-_]?key.*|key|.*secret.*|.*passw.*|auth.*|(.+_)?token)$")
# What a request says by fields of its own; extra_body may not contradict it.
_OURS = (
    *("model", "messages", "stream", "response_format", "n", "tools", "tool_choice", "functions"),
    *("max_tokens", "max_completion_tokens", "temperature", "seed"),
)
_NOT_ZERO = (
    "deadline_s",
    "max_seconds_per_article",
    "max_calls",
    "max_output_tokens_per_call",
    "max_reply_bytes",
)


def find_settings(folder: Path, named: Path | None = None) -> Path | None:
    """Return the settings file: the one named, or ``policywire.toml`` in a folder, or none.

    Raises
    ------
    SettingsRefused
        If the file named does not exist.
    """
    if named is not None:
        if not named.is_file():
            raise SettingsRefused(
                f"{named} is no file. Name a settings file, or leave --config out."
            )
        return named
    path = folder / FILE
    return path if path.is_file() else None


def read_settings(path: Path | None, environment: Mapping[str, str]) -> WriterSettings:
    """Read the settings of a file and the environment; the environment wins.

    Parameters
    ----------
    path : Path or None
        A TOML file; see :func:`find_settings`.
    environment : Mapping of str to str
        As of :data:`os.environ`.

    Raises
    ------
    SettingsRefused
        If a field is unknown, has another type, stands where it may not, or two contradict.
    """
    table = _table(path) if path else {}
    name = path.name if path else FILE
    top = _section(table, name, "", ("writer",)).get("writer", {})
    writer = _section(top, name, "writer", ("name", "model"))
    kind = writer.get("name", "plain")
    if kind not in ("plain", "model"):
        raise SettingsRefused(f"{name}: writer.name is '{kind}'; write plain or model.")
    model = _model(writer.get("model", {}), name, environment)
    return WriterSettings(kind, model, str(path) if path else "")


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsRefused(f"{path} cannot be read: {error}.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsRefused(f"{path} is not TOML: {error}.") from error


def _section(table: object, file: str, place: str, known: tuple[str, ...]) -> dict[str, Any]:
    """Return a table whose keys are all known."""
    if not isinstance(table, dict):
        raise SettingsRefused(f"{file}: {place} must be a table: write [{place}].")
    for name in table:
        if name not in known:
            where = f"{place}.{name}" if place else name
            _refuse_key(name, where, file)
            raise SettingsRefused(
                f"{file}: unknown setting '{where}'.{near(name, known)} Known: {', '.join(known)}."
            )
    return table


def _refuse_key(name: str, where: str, file: str) -> None:
    if _KEY_WORDS.search(name):
        raise SettingsRefused(
            f"{file}: '{where}' looks like a key, and keys are not read from this file. Set "
            f"{PREFIX}API_KEY, or {PREFIX}API_KEY_FILE to a file that holds it, and take it "
            "out here."
        )


def _model(table: object, file: str, environment: Mapping[str, str]) -> ModelSettings:
    known = tuple(item.name for item in fields(ModelSettings) if item.name != "api_key")
    given = _section(table, file, "writer.model", known)
    made = read_fields(given, ModelSettings, f"{file}: writer.model")
    settings = replace(ModelSettings(), **(made | _from_environment(environment)))
    _check(settings, file)
    return settings


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return what the environment sets; a name that starts like ours and is none is refused."""
    known = (*_ENVIRONMENT, *_KEYS)
    for name in environment:
        rest = name.removeprefix(PREFIX)
        if rest != name and rest not in known:
            names = [PREFIX + item for item in known]
            raise SettingsRefused(
                f"The environment sets {name}, which is unknown.{near(name, names)}"
            )
    made: dict[str, Any] = {
        target: environment[PREFIX + name]
        for name, target in _ENVIRONMENT.items()
        if environment.get(PREFIX + name)
    }
    key = _key(environment)
    return made | ({"api_key": key} if key else {})


def _key(environment: Mapping[str, str]) -> Secret | None:
    text, file = (environment.get(PREFIX + name, "") for name in _KEYS)
    if text and file:
        raise SettingsRefused(f"{PREFIX}API_KEY and {PREFIX}API_KEY_FILE are both set; keep one.")
    if file:
        try:
            text = Path(file).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is no text"
            raise SettingsRefused(f"{PREFIX}API_KEY_FILE: {file} cannot be read: {why}.") from None
    if file and not text:
        raise SettingsRefused(f"{PREFIX}API_KEY_FILE: {file} is empty.")
    if not re.fullmatch(r"[!-~]*", text):
        raise SettingsRefused(
            "The API key holds a space, a line break or a character outside ASCII, so it cannot "
            "be sent in a header. It is not shown here. Copy it again."
        )
    return Secret(text) if text else None


def _check(settings: ModelSettings, file: str) -> None:
    """Refuse settings that contradict one another or cannot be kept."""
    if settings.base_url:
        check_address(settings.base_url, allow_http=settings.allow_http)
    for name in settings.extra_body:
        _refuse_key(name, f"writer.model.extra_body.{name}", file)
    try:
        json.dumps(dict(settings.extra_body), allow_nan=False)
    except (TypeError, ValueError):
        raise SettingsRefused(
            f"{file}: writer.model.extra_body holds a date, or a number without end; a request "
            "takes texts, numbers, lists and tables."
        ) from None
    twice = sorted(set(settings.extra_body) & set(_OURS))
    if twice:
        raise SettingsRefused(
            f"{file}: writer.model.extra_body holds {', '.join(twice)}, which Policywire sets "
            "itself. Use the setting of that purpose."
        )
    empty = [name for name in _NOT_ZERO if not getattr(settings, name)]
    if empty:
        raise SettingsRefused(
            f"{file}: writer.model.{empty[0]} is 0; with that, no reply can come."
        )
    capped = settings.max_usd_per_article is not None or settings.max_usd_per_day is not None
    if capped and not (settings.usd_per_million_in or settings.usd_per_million_out):
        raise SettingsRefused(
            f"{file}: a cap in dollars needs the prices usd_per_million_in and usd_per_million_out."
        )
