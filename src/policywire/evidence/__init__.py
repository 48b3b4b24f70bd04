"""The file room: evidence with vintages and provenance, never overwritten."""

from policywire.evidence.derived import Derived
from policywire.evidence.evaluate import Evaluator
from policywire.evidence.expression import Combination, Expression, Term, Words, parse
from policywire.evidence.filing import Filing
from policywire.evidence.generation import Generation
from policywire.evidence.snapshot import Manifest, Selection, freeze, open_snapshot, read_manifest
from policywire.evidence.store import Store
from policywire.evidence.tables import sha256_of
from policywire.evidence.totals import Total, totals_by_partner_and_year
from policywire.evidence.view import Holding, View

__all__ = [
    "Combination",
    "Derived",
    "Evaluator",
    "Expression",
    "Filing",
    "Generation",
    "Holding",
    "Manifest",
    "Selection",
    "Store",
    "Term",
    "Total",
    "View",
    "Words",
    "freeze",
    "open_snapshot",
    "parse",
    "read_manifest",
    "sha256_of",
    "totals_by_partner_and_year",
]
