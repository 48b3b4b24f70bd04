"""Facts: the nouns every room speaks. Imports nothing of ours and no package."""

from policywire.facts.codes import Place, Product
from policywire.facts.origin import Citation, Origin, Via
from policywire.facts.period import Frequency, Period
from policywire.facts.series import (
    Adjustment,
    Batch,
    Gather,
    Observation,
    Series,
    SeriesKey,
    Status,
)
from policywire.facts.unit import Dimension, Quantity, Unit

__all__ = [
    "Adjustment",
    "Batch",
    "Citation",
    "Dimension",
    "Frequency",
    "Gather",
    "Observation",
    "Origin",
    "Period",
    "Place",
    "Product",
    "Quantity",
    "Series",
    "SeriesKey",
    "Status",
    "Unit",
    "Via",
]
