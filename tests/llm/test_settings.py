"""Settings: a closed schema, the key from the environment alone, an address that is safe."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.writers.choices import Limit, Structured, Switch, Thinking
from policywire.analyst.writers.configure import find_settings, read_settings
from policywire.analyst.writers.faults import SettingsRefused
from policywire.analyst.writers.settings import ModelSettings, Secret, WriterSettings

LOCAL = {
    "POLICYWIRE_LLM_BASE_URL": "http://127.0.0.1:8000/v1",
    "POLICYWIRE_LLM_MODEL": "a-32b",
}
WHOLE = """\
[writer]
name = "model"

[writer.model]
base_url = "https://models.example/v1"
model = "a-32b"
parameters = "32B"
thinking = "off"
thinking_switch = "reasoning_effort"
structured = "json_object"
token_limit_field = "max_completion_tokens"
temperature = "omit"
seed = "omit"
deadline_s = 60
retries = 1
max_calls = 12
max_output_tokens_per_call = 900
max_tokens_per_article = 50_000
max_tokens_per_day = 500_000
max_usd_per_article = 0.5
max_usd_per_day = 5
usd_per_million_in = 0.2
usd_per_million_out = 0.6
max_reply_bytes = 300_000
allow_http = false
extra_body = { top_p = 0.9 }
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "policywire.toml"
    path.write_text(text, encoding="utf-8")
    return path


def model(tmp_path: Path, text: str) -> ModelSettings:
    return read_settings(written(tmp_path, "[writer.model]\n" + text), {}).model


def test_without_file_and_environment_the_plain_writer_writes() -> None:
    made = read_settings(None, {"PATH": "x"})
    assert made == WriterSettings()
    assert (made.name, made.model.base_url, made.model.api_key) == ("plain", "", None)


def test_every_setting_is_read(tmp_path: Path) -> None:
    made = read_settings(written(tmp_path, WHOLE), {})
    assert made.name == "model"
    assert made.model == ModelSettings(
        base_url="https://models.example/v1",
        model="a-32b",
        parameters="32B",
        thinking=Thinking.OFF,
        thinking_switch=Switch.EFFORT,
        structured=Structured.OBJECT,
        token_limit_field=Limit.MAX_COMPLETION_TOKENS,
        temperature=None,
        seed=None,
        deadline_s=60.0,
        retries=1,
        max_calls=12,
        max_output_tokens_per_call=900,
        max_tokens_per_article=50_000,
        max_tokens_per_day=500_000,
        max_usd_per_article=0.5,
        max_usd_per_day=5.0,
        usd_per_million_in=0.2,
        usd_per_million_out=0.6,
        max_reply_bytes=300_000,
        extra_body={"top_p": 0.9},
    )


def test_the_environment_wins(tmp_path: Path) -> None:
    told = LOCAL | {"POLICYWIRE_LLM_PARAMETERS": "7B", "POLICYWIRE_LLM_API_KEY": "EMPTY"}
    made = read_settings(written(tmp_path, WHOLE), told).model
    assert (made.base_url, made.parameters) == ("http://127.0.0.1:8000/v1", "7B")
    assert made.api_key is not None
    assert made.api_key.reveal() == "EMPTY"


def test_an_empty_variable_sets_nothing(tmp_path: Path) -> None:
    told = {"POLICYWIRE_LLM_MODEL": "", "POLICYWIRE_LLM_API_KEY": ""}
    made = read_settings(written(tmp_path, WHOLE), told).model
    assert (made.model, made.api_key) == ("a-32b", None)


def test_a_key_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("of-a-file\n", encoding="utf-8")
    made = read_settings(None, {"POLICYWIRE_LLM_API_KEY_FILE": str(tmp_path / "key")}).model
    assert made.api_key is not None
    assert made.api_key.reveal() == "of-a-file"


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "cannot be read"), (b"", "is empty"), (b"a b", "space"), (b"\xff", "cannot be read")],
)
def test_a_key_file_that_is_none(content: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsRefused, match=words):
        read_settings(None, {"POLICYWIRE_LLM_API_KEY_FILE": str(path)})


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"POLICYWIRE_LLM_APIKEY": "x"}, "Near: POLICYWIRE_LLM_API_KEY"),
        ({"POLICYWIRE_LLM_API_KEY": "a", "POLICYWIRE_LLM_API_KEY_FILE": "b"}, "keep one"),
        ({"POLICYWIRE_LLM_API_KEY": "two\nlines"}, "not shown"),
        ({"POLICYWIRE_LLM_API_KEY": "caf\u00e9"}, "not shown"),
    ],
)
def test_an_environment_that_is_refused(told: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsRefused, match=words) as found:
        read_settings(None, told)
    assert "two" not in str(found.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[writer]\nnmae = 'model'", "unknown setting 'writer.nmae'. Near: name"),
        ("[writers]", "unknown setting 'writers'. Near: writer"),
        ("[writer]\nname = 'gpt'", "write plain or model"),
        ("writer = 3", "must be a table"),
        ("[writer.model]\ndeadline = 3", "Near: deadline_s"),
        ("[writer.model]\ndeadline_s = '3'", "a number, 0 or more is wanted"),
        ("[writer.model]\ndeadline_s = -3", "0 or more"),
        ("[writer.model]\ndeadline_s = nan", "0 or more"),
        ("[writer.model]\ndeadline_s = inf", "0 or more"),
        ("[writer.model]\ndeadline_s = 0", "no reply can come"),
        ("[writer.model]\nmax_calls = 2.5", "a whole number"),
        ("[writer.model]\nmax_calls = true", "a whole number"),
        ("[writer.model]\nallow_http = 'yes'", "true or false"),
        ("[writer.model]\nmodel = 3", "a text in quotation marks"),
        ("[writer.model]\nthinking = 'of'", "Near: off"),
        ("[writer.model]\nstructured = []", "write one of auto"),
        ("[writer.model]\nextra_body = 3", "a table is wanted"),
        ("[writer.model]\nextra_body = {model = 'b'}", "holds model"),
        ("[writer.model]\nextra_body = {max_tokens = 9}", "holds max_tokens"),
        ("[writer.model]\nextra_body = {day = 2026-01-01}", "holds a date"),
        ("[writer.model]\nextra_body = {x = nan}", "number without end"),
        ("[writer.model]\nextra_body = {api_key = 'x'}", "POLICYWIRE_LLM_API_KEY"),
        ("[writer.model]\nmax_usd_per_day = 1", "needs the prices"),
        ("[writer.model]\napi_key = 'x'", "keys are not read from this file"),
        ("[writer.model]\nAPI-KEY = 'x'", "keys are not read from this file"),
        ("[writer.model]\nsecret = 'x'", "keys are not read from this file"),
        ("[writer.model", "is not TOML"),
    ],
)
def test_a_file_that_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as found:
        read_settings(written(tmp_path, text), {})
    assert words in str(found.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example/v1",
        "https://models.example:8443",
        "http://localhost:11434/v1",
        "http://127.8.9.1/v1/",
        "http://[::1]:8000/v1",
    ],
)
def test_an_address_that_is_called(address: str) -> None:
    made = read_settings(None, LOCAL | {"POLICYWIRE_LLM_BASE_URL": address}).model
    assert made.base_url == address
    assert made.origin == "/".join(address.split("/")[:3])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("models.example/v1", "no http or https"),
        ("ftp://models.example", "no http or https"),
        ("file:///etc/hosts", "no http or https"),
        ("https://", "no http or https"),
        ("https://user:pass@models.example", "holds a user"),
        ("https://@models.example", "holds a user"),
        ("https://models.example/v1?key=1", "query"),
        ("https://models.example/v1#a", "fragment"),
        ("https://models.example/v1/chat/completions", "ends before"),
        ("https://models.example:port/v1", "cannot be read"),
        ("https://models.example:99999/v1", "cannot be read"),
        ("https://models.example/v 1", "cannot be read"),
        ("https://models.example\\@evil.example/v1", "cannot be read"),
        ("https://mod\u00e8les.example/v1", "cannot be read"),
        ("http://models.example/v1", "leaves this machine"),
        ("http://127.0.0.1.evil.example/v1", "leaves this machine"),
        ("http://localhost.evil.example/v1", "leaves this machine"),
        ("http://10.0.0.8:8000/v1", "leaves this machine"),
        ("http://0x7f000001/v1", "leaves this machine"),
    ],
)
def test_an_address_that_is_refused(address: str, words: str) -> None:
    with pytest.raises(SettingsRefused, match=words) as found:
        read_settings(None, LOCAL | {"POLICYWIRE_LLM_BASE_URL": address})
    assert "pass" not in str(found.value).replace("password", "")


def test_plain_http_leaves_the_machine_with_leave(tmp_path: Path) -> None:
    made = model(tmp_path, 'base_url = "http://10.0.0.8:8000/v1"\nallow_http = true')
    assert made.origin == "http://10.0.0.8:8000"


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=3))
def test_any_environment_is_read_or_refused(told: dict[str, str]) -> None:
    names = ("BASE_URL", "MODEL", "API_KEY", "PARAMETERS")
    environment = {
        f"POLICYWIRE_LLM_{names[at % 4]}": value for at, value in enumerate(told.values())
    }
    try:
        said = repr(read_settings(None, environment))
    except SettingsRefused as error:
        said = str(error)
    assert said


@given(st.text(max_size=60))
def test_any_text_is_settings_or_refused(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policywire.toml"
        path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
        try:
            read_settings(path, {})
        except SettingsRefused as error:
            text = str(error)
        assert text is not None


def test_the_file_is_the_one_named_or_the_one_here(tmp_path: Path) -> None:
    assert find_settings(tmp_path) is None
    here = written(tmp_path, WHOLE)
    assert find_settings(tmp_path) == here
    other = tmp_path / "other.toml"
    with pytest.raises(SettingsRefused, match=r"other\.toml is no file"):
        find_settings(tmp_path, other)
    other.write_text("", encoding="utf-8")
    assert find_settings(tmp_path, other) == other
    assert read_settings(other, {}).name == "plain"


def test_settings_that_name_no_server_are_told() -> None:
    with pytest.raises(SettingsRefused, match="POLICYWIRE_LLM_BASE_URL"):
        ModelSettings(model="a").check_named()


def test_public_settings_have_no_key() -> None:
    settings = ModelSettings(api_key=Secret("never-shown"), extra_body={"top_p": 1})
    assert "api_key" not in settings.public()
    assert "never-shown" not in repr(settings) + repr(settings.public())
    assert settings.public()["extra_body"] == {"top_p": 1}
