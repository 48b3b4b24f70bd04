"""Every text file in the tree: no path of one machine, no package registry, no secret."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import measure_house as house

# Put together from halves, so that this file passes its own check.
_FOLDERS = "|".join(
    ("wo" + "rk", "ro" + "ot", "tmp/bash" + "_jobs", r"home/\w+", "Us" + r"ers/\w+")
)
_REGISTRIES = "|".join(
    host.replace("(dot)", r"\.")
    for host in (
        "pypi(dot)org",
        "pythonhosted(dot)org",
        "registry(dot)npmjs",
        "deb(dot)debian(dot)org",
        "archive(dot)ubuntu(dot)com",
        "anaconda(dot)org",
    )
)
FORBIDDEN = {
    "a path of one machine": re.compile(rf"(?<![\w.~\-])/(?:{_FOLDERS})(?=/|\b)"),
    "a package registry": re.compile(_REGISTRIES),
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
    "an access token": re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|sk-[\w-]{20,})\b"),
    "a secret": re.compile(
        r"(?i)\b(?:api_?-?key|registrationkey|passw(?:or)?d|secret|(?:access|auth)[_-]?token)\b"
        r"['\"]?\s*[=:]\s*['\"]?(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}"
    ),
}
SKIPPED_FOLDERS = {".git", ".venv", "out", "build", "dist", "__pycache__"}

Count = Callable[[str], None]


def tree_files(root: Path) -> list[Path]:
    """Return the files git tracks or would add; without git, those outside generated folders."""
    git = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if git.returncode == 0:
        names = (name for name in git.stdout.split("\0") if name)
        return [path for name in names if (path := root / name).is_file()]
    return [
        path
        for path in root.rglob("*")
        if path.is_file() and not SKIPPED_FOLDERS & set(path.relative_to(root).parts)
    ]


def text_of(path: Path) -> str | None:
    """Return a file's text, or None where it is not UTF-8 text."""
    content = path.read_bytes()
    try:
        return None if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None


def faults(text: str) -> list[str]:
    """Return what in ``text`` should not be there, with its line number."""
    return [
        f"{text.count(chr(10), 0, found.start()) + 1}: {what}: {found.group()[:60]}"
        for what, pattern in FORBIDDEN.items()
        for found in pattern.finditer(text)
    ]


def test_nothing_of_one_machine_no_registry_no_secret(counted: Count) -> None:
    texts = {path: text for path in tree_files(house.ROOT) if (text := text_of(path)) is not None}
    counted(
        f"{len(texts)} text files, {sum(map(len, texts.values())) / 1e6:.1f} million characters"
    )
    assert house.ROOT / "pyproject.toml" in texts
    assert [
        f"{path.relative_to(house.ROOT)}:{fault}"
        for path, text in texts.items()
        for fault in faults(text)
    ] == []


def test_constraints_are_exact_pins_and_nothing_else() -> None:
    lines = (house.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [
        line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line)
    ] == []


# ------------------------------------------------------------------- the checks themselves


@pytest.mark.parametrize(
    "text",
    [
        "see /wo" + "rk/main/notes.txt",
        "'/ro" + "ot/.cache'",
        "path=/home/" + "ana/store",
        "index-url = https://py" + "pi.org/simple",
        "-----BEGIN RSA PRIVATE" + " KEY-----",
        "AKIA" + "ABCDEFGHIJ012345",
        "https://api.example.gov/data?api_key=" + "0123456789abcdef0123456789abcdef",
    ],
)
def test_a_fault_is_seen(text: str) -> None:
    assert faults(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "https://www.bls.gov/home/overview.htm",
        "work/trunk, the root/trunk, ./work/x and ~/work/y",
        "api_key: the key's name in the settings",
        "sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ],
)
def test_what_is_harmless_is_let_by(text: str) -> None:
    assert faults(text) == []
