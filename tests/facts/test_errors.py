"""The error tree: drawn whole, exported whole, each class where the drawing puts it."""

import inspect
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts import errors
from policywire.facts.errors import PolicywireError, near

CLASSES = {
    name: kind
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, Exception)
}


def drawn() -> dict[str, str]:
    """Read the tree in the docstring: class to parent, by depth of the drawing."""
    tree: dict[str, str] = {}
    parents = ["PolicywireError"]
    for line in (errors.__doc__ or "").splitlines():
        branch = re.match(r"^\s*((?:│   |    )*)[├└]── (.*)", line)
        if branch is None:
            continue
        depth = len(branch[1]) // 4
        row = re.split(r" {3,}", branch[2])[0]
        names = re.findall(r"[A-Z]\w+", row)
        tree |= dict.fromkeys(names, parents[depth])
        parents[depth + 1 :] = [names[-1]]
    return tree


def test_the_drawing_lists_every_class_once_under_its_parent() -> None:
    assert drawn() == {
        name: kind.__bases__[0].__name__
        for name, kind in CLASSES.items()
        if name != "PolicywireError"
    }
    text = errors.__doc__ or ""
    assert {name: len(re.findall(rf"\b{name}\b", text)) for name in CLASSES} == dict.fromkeys(
        CLASSES, 1
    )


def test_the_root_is_an_exception_and_nothing_else() -> None:
    assert PolicywireError.__bases__ == (Exception,)
    assert all(issubclass(kind, PolicywireError) for kind in CLASSES.values())
    assert all(len(kind.__bases__) == 1 for kind in CLASSES.values())


def test_all_is_complete_and_sorted() -> None:
    public = {name for name in vars(errors) if name in CLASSES} | {"near"}
    assert set(errors.__all__) == public
    assert len(errors.__all__) == len(public)


@pytest.mark.parametrize("kind", CLASSES.values(), ids=list(CLASSES))
def test_every_error_says_what_it_is_and_carries_one_message(kind: type[PolicywireError]) -> None:
    assert (inspect.getdoc(kind) or "").endswith(".")
    assert kind.__doc__ != (kind.__bases__[0].__doc__)
    error = kind("what, where, what to do")
    assert str(error) == "what, where, what to do"
    # composers raise the same kind again with the place in front
    assert str(type(error)(f"Figure 'x': {error}")) == "Figure 'x': what, where, what to do"


# ------------------------------------------------------------------------- near matches


def test_near_by_hand() -> None:
    assert near("reveiw", ["review", "term"]) == " Near: review."
    assert near("zzz", ["review", "term"]) == ""
    assert near("", ["review"]) == ""
    assert near("x", []) == ""
    assert near("rvc", ["usmca.rvc.passenger_car", "term"]) == " Near: usmca.rvc.passenger_car."
    long = [f"{letter}.rvc.of.many.words.that.follow" for letter in "bac"]
    assert near("rvc", long, limit=2) == f" Near: {long[1]}, {long[0]}."
    assert near("aaaa", ["aaab", "aaac", "aaad", "aaae"], limit=2).count("aaa") == 2


@given(st.text(min_size=1, max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_near_names_only_what_is_known_whatever_the_order(word: str, known: list[str]) -> None:
    assert near(word, known) == near(word, reversed(known))
    assert near(word, [*known, word]).startswith(f" Near: {word}")
