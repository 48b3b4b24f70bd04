"""The law of the trade desk, read once, and the shared data where they are there."""

from pathlib import Path

import pytest

from policywire.desks.desk import desks
from policywire.policy.library import Library, open_library

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library(desks()["trade"].law)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED.parent.name}/{SHARED.name} is not beside the repository")
    return SHARED
