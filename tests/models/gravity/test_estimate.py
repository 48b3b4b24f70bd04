"""PPML: exact data give the coefficients back; an independent dense fit; what is refused."""

import numpy as np
import pytest
from numpy.typing import NDArray

from policywire.facts.errors import BadBaseline
from policywire.models.gravity.effects import Array
from policywire.models.gravity.estimate import Flows, estimate

NAMES = ("distance", "border", "language")
TRUTH = np.array([-0.8, -1.5, 0.4])


def flows(
    seed: int = 0, *, regions: int = 9, noise: float = 0.5, zeros: float = 0.15
) -> tuple[Flows, Array]:
    """Return random flows and the mean they were drawn around."""
    rng = np.random.default_rng(seed)
    exporter, importer = (part.ravel() for part in np.indices((regions, regions)))
    regressors = np.column_stack(
        [
            rng.normal(8, 1, regions**2),
            (exporter != importer).astype(float),
            (rng.random(regions**2) < 0.3).astype(float),
        ]
    )
    effects = rng.normal(0, 1, regions)[exporter] + rng.normal(0, 1, regions)[importer]
    mean = np.exp(10 + regressors @ TRUTH + effects)
    value = mean * rng.lognormal(0, noise, len(mean)) if noise else mean.copy()
    value[rng.random(len(mean)) < zeros] = 0
    return Flows(value, exporter, importer, regressors, NAMES), mean


def test_exact_data_give_the_coefficients_back() -> None:
    data, mean = flows(noise=0, zeros=0)
    found = estimate(data)
    np.testing.assert_allclose(found.coefficient, TRUTH, atol=1e-8)
    np.testing.assert_allclose(found.fitted, mean, rtol=1e-7)
    assert found.used.all()


def by_dense_newton(data: Flows, clusters: NDArray[np.int64] | None = None) -> tuple[Array, Array]:
    """Return coefficients and robust errors by Newton on all dummies at once: no sweeping."""
    size = int(data.exporter.max()) + 1
    dummies = np.eye(size)
    design = np.column_stack(
        [data.regressors, dummies[data.exporter], dummies[data.importer][:, 1:]]
    )
    mean = (data.value + data.value.mean()) / 2
    index = np.log(mean)
    slope = np.linalg.lstsq(design, index, rcond=None)[0]
    for _ in range(100):
        mean = np.exp(design @ slope)
        bread = np.linalg.inv(design.T @ (mean[:, None] * design))
        slope = slope + bread @ (design.T @ (data.value - mean))
    score = design * (data.value - mean)[:, None]
    if clusters is not None:
        score = np.stack([score[clusters == g].sum(axis=0) for g in np.unique(clusters)])
    factor = len(score) / (len(score) - 1)
    errors = np.sqrt(np.diag(bread @ score.T @ score @ bread) * factor)
    count = len(data.names)
    return slope[:count], errors[:count]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("clustered", [False, True])
def test_against_a_dense_fit(seed: int, clustered: bool) -> None:
    data, _ = flows(seed)
    low, high = np.minimum(data.exporter, data.importer), np.maximum(data.exporter, data.importer)
    clusters = low * 9 + high if clustered else None
    slope, errors = by_dense_newton(data, clusters)
    found = estimate(data, clusters=clusters)
    np.testing.assert_allclose(found.coefficient, slope, atol=1e-7)
    np.testing.assert_allclose(found.error, errors, rtol=1e-6)


def test_fitted_margins_are_those_observed() -> None:
    """Fally (2015): exporter and importer effects make fitted totals equal the data's."""
    data, _ = flows(2)
    found = estimate(data)
    for group in (data.exporter, data.importer):
        np.testing.assert_allclose(
            np.bincount(group, found.fitted), np.bincount(group, data.value), rtol=1e-8
        )


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_currency_does_not_matter(scale: float) -> None:
    data, _ = flows(3)
    other = Flows(scale * data.value, data.exporter, data.importer, data.regressors, NAMES)
    np.testing.assert_allclose(estimate(other).coefficient, estimate(data).coefficient, atol=1e-8)
    np.testing.assert_allclose(estimate(other).error, estimate(data).error, rtol=1e-6)


def test_order_of_rows_and_numbers_of_groups_do_not_matter() -> None:
    data, _ = flows(4)
    turn = np.random.default_rng(0).permutation(len(data.value))
    other = Flows(
        data.value[turn],
        7 * data.exporter[turn] + 3,
        100 - data.importer[turn],
        data.regressors[turn],
        NAMES,
    )
    found, turned = estimate(data), estimate(other)
    np.testing.assert_allclose(turned.coefficient, found.coefficient, atol=1e-9)
    np.testing.assert_allclose(turned.fitted, found.fitted[turn], rtol=1e-7)


def test_rows_of_a_region_that_trades_with_nobody_bear_on_nothing() -> None:
    data, _ = flows(5)
    value = np.where(data.exporter == 3, 0.0, data.value)
    found = estimate(Flows(value, data.exporter, data.importer, data.regressors, NAMES))
    kept = data.exporter != 3
    rest = estimate(
        Flows(value[kept], data.exporter[kept], data.importer[kept], data.regressors[kept], NAMES)
    )
    np.testing.assert_allclose(found.coefficient, rest.coefficient, atol=1e-9)
    assert not found.used[~kept].any()
    assert (found.fitted[~kept] == 0).all()


def test_separated_zeros_are_set_aside() -> None:
    """A dummy above 0 on zero flows alone would go to minus infinity: those rows go instead."""
    data, _ = flows(6)
    rng = np.random.default_rng(1)
    zero = data.value == 0
    mark = (zero & (rng.random(len(zero)) < 0.5)).astype(float)
    mixed = np.where(zero, mark, 0) * rng.uniform(1, 2, len(zero))
    with pytest.raises(BadBaseline, match="mark does not vary"):
        estimate(
            Flows(
                data.value,
                data.exporter,
                data.importer,
                np.column_stack([data.regressors, mixed]),
                (*NAMES, "mark"),
            )
        )


def refused(**changed: object) -> str:
    data, _ = flows(7)
    parts = {
        name: getattr(data, name)
        for name in ("value", "exporter", "importer", "regressors", "names")
    }
    with pytest.raises(BadBaseline) as caught:
        estimate(Flows(**{**parts, **changed}))
    return str(caught.value)


def test_what_is_no_flow_is_refused() -> None:
    data, _ = flows(7)
    for bad in (-1.0, np.nan, np.inf):
        value = data.value.copy()
        value[4] = bad
        assert "in row 4 is no trade" in refused(value=value)
    assert "all flows are 0" in refused(value=np.zeros_like(data.value))
    assert "give" in refused(value=data.value[:-1]).lower()
    assert "exporter" in refused(exporter=data.exporter[:-1])


def test_regressors_that_explain_nothing_new_are_named() -> None:
    data, _ = flows(7)
    columns = data.regressors.copy()
    columns[:, 2] = data.exporter
    assert "language does not vary" in refused(regressors=columns)
    columns[:, 2] = 2 * columns[:, 0] - columns[:, 1]
    assert "language is a mix" in refused(regressors=columns)
    columns[3, 0] = -np.inf
    assert "distance is -inf in row 3" in refused(regressors=columns)


def test_clusters_must_fit() -> None:
    data, _ = flows(7)
    with pytest.raises(BadBaseline, match="clusters for"):
        estimate(data, clusters=np.zeros(3, dtype=np.int64))
