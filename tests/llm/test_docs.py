"""The pages on settings and language models say what the code says."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from policywire.analyst.writers.choices import Limit, Structured, Switch, Thinking
from policywire.analyst.writers.configure import PREFIX, read_settings
from policywire.analyst.writers.settings import ModelSettings, WriterSettings

DOCS = Path(__file__).parents[2] / "docs"
SETTINGS = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "do" / "use-a-language-model.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"(?m)^\| `(\w+)` \| ([^|]+) \|", SETTINGS))


def told(name: str) -> object:
    """Return the default a page tells of a setting."""
    text = ROWS[name].strip().strip("`")
    if text == "none":
        return ""
    value = tomllib.loads(f"x = {text}")["x"]
    return None if value == "omit" else value


def test_every_setting_is_told_with_its_default() -> None:
    names = {item.name for item in fields(ModelSettings)} - {"api_key"}
    variables = {name for name in ROWS if name.startswith(PREFIX)}
    assert set(ROWS) - variables == names | {"name"}
    defaults = ModelSettings()
    assert {name: told(name) for name in names} == {name: getattr(defaults, name) for name in names}
    assert told("name") == WriterSettings().name


def test_every_choice_is_told() -> None:
    for kind in (Thinking, Switch, Structured, Limit):
        assert [item for item in kind if f'"{item.value}"' not in SETTINGS] == []


@pytest.mark.parametrize("page", [SETTINGS, HOW_TO], ids=["settings", "how-to"])
def test_the_examples_are_settings(page: str, tmp_path: Path) -> None:
    blocks = re.findall(r"(?ms)^```toml\n(.*?)^```$", page)
    assert blocks
    for block in blocks:
        path = tmp_path / "policywire.toml"
        path.write_text(block, encoding="utf-8")
        assert read_settings(path, {}).model != ModelSettings()


def test_the_variables_of_the_pages_exist(tmp_path: Path) -> None:
    named = set(re.findall(rf"{PREFIX}\w+", SETTINGS + HOW_TO))
    assert len(named) == 5
    (tmp_path / "key").write_text("k", encoding="utf-8")
    for name in named:
        value = {"BASE_URL": "http://127.0.0.1/v1", "API_KEY_FILE": str(tmp_path / "key")}
        read_settings(None, {name: value.get(name.removeprefix(PREFIX), "x")})
