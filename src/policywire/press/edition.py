"""Editions: one published version of an article, as a folder of files."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from policywire import __version__
from policywire.facts.errors import WrongUse, near
from policywire.press.audit import render_audit
from policywire.press.blocks import Article, Exhibit
from policywire.press.folder import MANIFEST, check_place, hashes_of, replace_folder
from policywire.press.markdown import render_markdown
from policywire.press.page import render_page
from policywire.press.record import dumps, render_record
from policywire.press.runs import render_run, run_file

__all__ = ["FORMATS", "SCHEMA", "Edition", "check_formats", "check_target", "write"]

SCHEMA = "policywire/edition/1"

# Format to file name and renderer.
FORMATS: dict[str, tuple[str, Callable[[Article], str]]] = {
    "html": ("index.html", render_page),
    "markdown": ("article.md", render_markdown),
    "json": ("article.json", render_record),
}

# The libraries whose version can change a byte of an edition.
_SHAPING = ("babel", "Jinja2", "MarkupSafe", "vl-convert-python")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition on disk.

    Attributes
    ----------
    folder : Path
        Where it lies.
    files : dict of str to str
        Relative path to sha256, the manifest apart.
    """

    folder: Path
    files: dict[str, str]


def write(
    article: Article,
    folder: Path,
    formats: Collection[str] = tuple(FORMATS),
    *,
    inputs: Mapping[str, str],
) -> Edition:
    """Write an edition; the same article gives the same bytes.

    Parameters
    ----------
    article : Article
        What to write.
    folder : Path
        Where; an edition of ours that stands there is replaced in one step.
    formats : collection of str
        Any of ``html``, ``markdown``, ``json``; exhibits, audit and manifest always come.
    inputs : Mapping of str to str
        Name to hash of what the article was made from: snapshot or store, brief, law.

    Raises
    ------
    WrongUse
        If a format is unknown, or none is given.
    OutputRefused
        If the folder cannot be written, or holds what is not ours.
    """
    names = check_formats(formats)
    files = {FORMATS[name][0]: _rendered(article, name, names).encode() for name in names}
    files["audit.json"] = render_audit(article).encode()
    for exhibit in article.exhibits:
        files |= _exhibit_files(exhibit)
    files |= {run_file(run): render_run(run).encode() for run in article.manuscript.runs}
    hashes = hashes_of(files)
    files[MANIFEST] = dumps(_manifest(article, inputs, hashes)).encode()
    replace_folder(folder, files, SCHEMA)
    return Edition(folder, hashes)


def _rendered(article: Article, name: str, names: Collection[str]) -> str:
    return render_page(article, names) if name == "html" else FORMATS[name][1](article)


def check_formats(formats: Collection[str]) -> tuple[str, ...]:
    """Return the formats asked for, in our order.

    Raises
    ------
    WrongUse
        If one is unknown, or none is given.
    """
    for name in formats:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise WrongUse(f"'{name}' is no format.{near(name, FORMATS)} Known: {known}.")
    if not formats:
        raise WrongUse(f"An edition needs a format: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in formats)


def check_target(folder: Path) -> None:
    """Refuse a folder an edition could not be written to, before the work is done.

    Raises
    ------
    OutputRefused
        If something else stands there, or the place cannot be written to.
    """
    check_place(folder, SCHEMA)


def _exhibit_files(exhibit: Exhibit) -> dict[str, bytes]:
    content = {
        "svg": exhibit.svg.encode(),
        "png": exhibit.png,
        "csv": exhibit.csv.encode(),
        "json": exhibit.spec.encode(),
    }
    return {name: content[name.rsplit(".", 1)[1]] for name in exhibit.files}


def _manifest(
    article: Article, inputs: Mapping[str, str], hashes: Mapping[str, str]
) -> dict[str, Any]:
    made = article.manuscript
    return {
        "schema": SCHEMA,
        "brief": made.brief,
        "as_of": made.as_of.isoformat(),
        "data_as_of": made.data_as_of.isoformat(),
        "desk": made.byline.desk,
        "writer": made.byline.writer,
        "inputs": dict(inputs),
        "versions": {"policywire": __version__, **{name: version(name) for name in _SHAPING}},
        "files": dict(hashes),
    }
