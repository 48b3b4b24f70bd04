"""Conditions: chains of comparisons over figures, by hand and by law."""

import operator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.conditions import holds, names_in
from policywire.facts.errors import BadExpression

VALUES = {"a": 2.0, "b": 1.0, "same": 2.0, "neg": -3.5, "last.mexico": 15.7, "bar.mex-nle": 9.0}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a > b", True),
        ("b > a", False),
        ("a >= same", True),
        ("a <= same", True),
        ("a == same", True),
        ("a > b > 0", True),
        ("a > b > 1", False),
        ("a > 3 > b", False),
        ("b < a >= same > neg", True),
        ("neg < -3", True),
        ("neg > -3.5", False),
        ("neg >= -3.5", True),
        ("0 < b < 1.5", True),
        ("last.mexico > bar.mex-nle", True),
        ("  a>b  ", True),
        ("a>b>0", True),
        ("a > b == 1", True),
    ],
)
def test_conditions_by_hand(condition: str, expected: bool) -> None:
    assert holds(condition, VALUES) is expected


@pytest.mark.parametrize(
    "condition",
    ["", "a", "a b", "a = b", "a >", "> a", "a > > b", "a >> b", "a <> b", "a > b >", "≥ a"],
)
def test_what_is_no_condition_is_refused(condition: str) -> None:
    with pytest.raises(BadExpression, match=r"is no condition\. Write a > b, or a > b > 0"):
        holds(condition, VALUES)


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("last.mexco > 0", "no figure is called 'last.mexco'. Near: last.mexico"),
        ("a > zzz", "no figure is called 'zzz'."),
        ("a > 1e3", "no figure is called '1e3'"),
        ("a > +1", "no figure is called '+1'"),
        ("a > .5", "no figure is called '.5'"),
        ("a > 1,000", "no figure is called '1,000'"),
        ("a > b and b > 0", "no figure is called 'b and b'"),
        ("a > −1", "no figure is called '−1'"),
        ("a > 5%", "no figure is called '5%'"),
    ],
)
def test_an_unknown_name_is_refused_with_near_ones(condition: str, why: str) -> None:
    with pytest.raises(BadExpression) as error:
        holds(condition, VALUES)
    assert f"'{condition}'" in str(error.value)
    assert why in str(error.value)


def test_an_unknown_name_is_refused_even_where_the_rest_is_false() -> None:
    with pytest.raises(BadExpression, match="'zzz'"):
        holds("b > a > zzz", VALUES)


def test_names_in_by_hand() -> None:
    assert names_in("a > b > 0") == ("a", "b")
    assert names_in("-1 < last.mexico <= 2.5") == ("last.mexico",)


@pytest.mark.parametrize("condition", ["1 < 2", "0 == 0", "1 < 2 < 3", "a == a", "a >= a > 0"])
def test_a_condition_without_a_name_proves_nothing(condition: str) -> None:
    with pytest.raises(BadExpression, match="proves nothing"):
        names_in(condition)
    with pytest.raises(BadExpression, match="proves nothing"):
        holds(condition, VALUES)


SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
SIGNS |= {"==": operator.eq}


@given(
    st.lists(st.integers(-3, 3), min_size=2, max_size=5),
    st.lists(st.sampled_from(sorted(SIGNS)), min_size=4, max_size=4),
    st.sampled_from(["", " ", "  "]),
)
def test_a_chain_is_the_and_of_its_links(numbers: list[int], signs: list[str], space: str) -> None:
    values = {f"n{at}": float(number) for at, number in enumerate(numbers)}
    terms = list(values)
    chain = terms[0] + "".join(
        f"{space}{sign}{space}{term}" for sign, term in zip(signs, terms[1:], strict=False)
    )
    expected = all(
        SIGNS[sign](left, right)
        for sign, (left, right) in zip(signs, pairwise(numbers), strict=False)
    )
    assert holds(chain, values) is expected
    assert names_in(chain) == tuple(terms)


@given(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)))
def test_a_number_in_a_condition_is_that_number(value: float) -> None:
    assert holds(f"a == {value:.3f}", {"a": value})
    assert not holds(f"a > {value:.3f}", {"a": value})
