"""What a sweep's folder holds: chunks of results, and a manifest that lists them.

A chunk is ``chunk-000000.npz``: an ordinary NumPy archive, uncompressed, the same bytes whoever
writes it and when. The manifest says what is swept from the first moment (hash of the inputs, cases
in a chunk) and, when all is done, lists every chunk with its hash.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import OutputRefused

__all__ = [
    "MANIFEST",
    "ChunkEntry",
    "Manifest",
    "dump",
    "entry_of",
    "npz",
    "read_chunk",
    "read_manifest",
    "read_npz",
]

FORMAT = 1
MANIFEST = "manifest.json"
NEEDED = {"cases_sha256", "position", "residual", "failed", "why"}  # outcomes come beside these


@dataclass(frozen=True, slots=True)
class ChunkEntry:
    """One chunk of a finished sweep.

    Attributes
    ----------
    file, sha256 : str
        Its name in the folder and the hash of its bytes.
    cases, failed : int
        How many cases it holds, and how many of those found no equilibrium.
    """

    file: str
    sha256: str
    cases: int
    failed: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds.

    Attributes
    ----------
    inputs : str
        Hash of all that decides the results but the cases.
    chunk : int
        Cases in a chunk; the last may hold fewer.
    facts : dict of str to str
        Said for the reader: version, closure, backend.
    complete : bool
        Whether all chunks are listed.
    chunks : tuple of ChunkEntry
        In order of the cases.
    """

    inputs: str
    chunk: int
    facts: dict[str, str]
    complete: bool = False
    chunks: tuple[ChunkEntry, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the whole table: equal when every chunk's bytes are."""
        return hashlib.sha256("".join(entry.sha256 for entry in self.chunks).encode()).hexdigest()


def read_manifest(path: Path) -> Manifest:
    """Read what a folder holds.

    Parameters
    ----------
    path : Path
        A sweep's folder.

    Returns
    -------
    Manifest
        Complete or not.

    Raises
    ------
    OutputRefused
        No sweep lies there, or one of another format.
    """
    try:
        held = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if held["format"] != FORMAT:
            raise OutputRefused(
                f"{path / MANIFEST} has format {held['format']}; this version reads {FORMAT}."
            )
        chunks = tuple(ChunkEntry(**entry) for entry in held["chunks"])
        return Manifest(held["inputs"], held["chunk"], held["facts"], held["complete"], chunks)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputRefused(
            f"{path} holds no sweep: {MANIFEST} is missing or damaged ({error}). Give the folder "
            "that sweep() wrote to."
        ) from error


def read_chunk(path: Path, entry: ChunkEntry) -> dict[str, NDArray[Any]]:
    """Read a chunk that a manifest lists, and hold it against its hash.

    Parameters
    ----------
    path : Path
        The sweep's folder.
    entry : ChunkEntry
        Which chunk.

    Returns
    -------
    dict of str to NDArray
        Its arrays by name.

    Raises
    ------
    OutputRefused
        The chunk is missing or was changed since it was listed.
    """
    try:
        content = (path / entry.file).read_bytes()
    except OSError as error:
        raise OutputRefused(
            f"{path / entry.file} cannot be read: {error.strerror}. Sweep again into the same "
            "folder: only what is missing is solved."
        ) from error
    read = read_npz(content)
    if read is None or hashlib.sha256(content).hexdigest() != entry.sha256:
        raise OutputRefused(
            f"{path / entry.file} is not what the manifest lists ({entry.sha256[:12]}). Remove it "
            "and sweep again into the same folder: only what is missing is solved."
        )
    return read


def npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as the bytes of an uncompressed ``.npz``, the same at any time."""
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            single = io.BytesIO()
            np.lib.format.write_array(single, np.asarray(array, order="C"), allow_pickle=False)
            # A ZipInfo made by hand carries 1980-01-01, not the clock.
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), single.getvalue())
    return opened.getvalue()


def read_npz(content: bytes) -> dict[str, NDArray[Any]] | None:
    """Return a chunk's arrays, each checked by its checksum, or None where it is no chunk."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            read = {name: archive[name] for name in archive.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile):
        return None
    return read if read.keys() >= NEEDED else None


def entry_of(name: str, content: bytes, read: Mapping[str, NDArray[Any]]) -> ChunkEntry:
    """Return a chunk's line in the manifest."""
    failed = int(read["failed"].size)
    return ChunkEntry(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        cases=int(read["position"].size) + failed,
        failed=failed,
    )


def dump(manifest: Manifest) -> bytes:
    """Return a manifest as the bytes of its file."""
    held = {
        "format": FORMAT,
        "inputs": manifest.inputs,
        "chunk": manifest.chunk,
        "facts": manifest.facts,
        "complete": manifest.complete,
        "sha256": manifest.sha256 if manifest.complete else "",
        "chunks": [
            {"file": one.file, "sha256": one.sha256, "cases": one.cases, "failed": one.failed}
            for one in manifest.chunks
        ],
    }
    return (json.dumps(held, indent=1) + "\n").encode()
