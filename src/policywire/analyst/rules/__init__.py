"""The rules of the checker: what a line may not say unless a figure, event or source bears it out.

Each rule has a code, a severity and a repair; ``catalogue.yaml`` lists them, ``words.yaml`` and
``joints.yaml`` hold their words. Spans, not searches in text, say where a token stands.
"""

from policywire.analyst.rules.check import Checker, Setting, check
from policywire.analyst.rules.faults import Fault, Mode, Rule, Severity, catalogue

__all__ = ["Checker", "Fault", "Mode", "Rule", "Setting", "Severity", "catalogue", "check"]
