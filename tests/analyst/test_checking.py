"""The draft checker on the shipped brief's own sentences: what pins add to the rules of words."""

from collections.abc import Iterator

import pytest

from bench.faults.corpus import brief_registry
from policywire import newsroom
from policywire.analyst.checking import DraftChecker
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Severity
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter

TRUE = (
    "U.S. imports from Mexico came to {{f:mx_in_now}} in {{t:mx_in_now}}.",
    "Mexico supplied {{f:mx_share_now}} of U.S. goods imports in {{t:mx_share_now}}.",
    "In {{t:ca_in_now}} U.S. exports to Canada came to {{f:ca_out_now}}.",
)
FALSE = (
    "U.S. imports from Canada came to {{f:mx_in_now}} in {{t:mx_in_now}}.",
    "U.S. exports to Mexico came to {{f:mx_in_now}} in {{t:mx_in_now}}.",
    "U.S. imports from Mexico came to {{f:mx_in_now}} in {{t:mx_in_ago}}.",
    "U.S. imports from Mexico did not come to {{f:mx_in_now}} in {{t:mx_in_now}}.",
    "C{{f:mx_in_now}} of imports came from Mexico in {{t:mx_in_now}}.",
    "U.S. imports from Mexico came to {{f:mx_in_now}} in {{t:mx_in_now}} because of tariffs.",
    "U.S. imports from Mexico, the lowest on record, came to {{f:mx_in_now}} in {{t:mx_in_now}}.",
)


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with newsroom.evidence(None, None) as view:
        yield brief_registry(view)


def codes(text: str, registry: Registry) -> list[str]:
    line = PlainWriter(registry).write(read_sentence(text))
    found = DraftChecker(registry).check(line)
    return [one.code for one in found if one.severity is Severity.REFUSE]


@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_passes(text: str, registry: Registry) -> None:
    assert codes(text, registry) == []


@pytest.mark.parametrize("text", FALSE)
def test_a_false_sentence_is_refused(text: str, registry: Registry) -> None:
    assert codes(text, registry)
