"""What no checker of sentences can catch, stated so that nobody believes otherwise.

Each sentence below misleads, and each is true in every figure, period, name and direction. They
are answered elsewhere: by the counter-case a brief must hold, by levels beside changes, and by a
human editor.
"""

import pytest

from bench.faults.adapters import bound_checker
from bench.faults.corpus import rendered
from bench.faults.stock import Faulty
from policywire.analyst.registry import Registry
from policywire.analyst.tokens import read_sentence

LIMITS = {
    # The figure is true; that it speaks for the agreement does not follow from it.
    "irrelevant inference": [
        "U.S. imports from Mexico were {{f:mx_in_now}} in {{t:mx_in_now}}, and the agreement "
        "deserves to be extended."
    ],
    # Exports rose a little; that imports rose by far more, and the deficit with them, is left out.
    "selection": [
        "U.S. exports to Mexico {{dir:mx_out_growth|rose|fell}} {{f:mx_out_growth|abs}} in "
        "{{t:mx_out_growth}}, to {{f:mx_out_now}}."
    ],
    # Nothing held says that it did not happen. Round phrases the vocabulary (G5) refuses it; beside
    # number tokens, which a person alone may place and has to sign, nothing does.
    "invented event": [
        "The parties signed an extension; U.S. imports from Mexico were {{f:mx_in_now}} in "
        "{{t:mx_in_now}}."
    ],
    # Every word is of the vocabulary, and together they tell what nobody holds: why a model gets
    # joints and no words of its own (docs/decisions/0011-phrases.md).
    "event in plain words": ["Exporters turn to other markets; {{p:mx_in_now|clause}}."],
    # Both are true; set in this order, the first looks like the cause of the second.
    "misleading order": [
        "The emergency-powers duty on Mexican goods took effect on {{d:ieepa.mexico_start}}.",
        "U.S. imports from Mexico {{dir:mx_in_growth|rose|fell}} {{f:mx_in_growth|abs}} in "
        "{{t:mx_in_growth}}.",
    ],
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_true_sentence_that_misleads_passes(limit: str, registry: Registry) -> None:
    check = bound_checker()
    drafts = [Faulty(read_sentence(text).parts) for text in LIMITS[limit]]
    assert [check(draft, registry) for draft in drafts] == [[]] * len(drafts)


@pytest.mark.parametrize("limit", LIMITS)
def test_its_figures_are_true(limit: str, registry: Registry) -> None:
    printed = [rendered(read_sentence(text), registry).text for text in LIMITS[limit]]
    assert all(printed)
