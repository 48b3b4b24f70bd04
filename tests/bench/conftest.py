"""Figures of the bench, computed once from the packaged snapshot."""

from collections.abc import Iterator

import pytest

from bench.faults.corpus import open_registry
from policywire.analyst.registry import Registry
from policywire.newsroom import evidence


@pytest.fixture(scope="session")
def registry() -> Iterator[Registry]:
    with evidence(None, None) as view:
        yield open_registry(view)
