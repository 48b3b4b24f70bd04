"""The prose level: printed text without tokens, held against a set of figures.

Nothing in such a text says which figure a number is. So each number is bound again: to the figures
that print it, and among them to those the words around it bear out. What no figure bears out is a
fault with the code of the rule it breaks in drafts. This level warns; only tokens can gate.
"""

from policywire.analyst.prose.check import ProseChecker

__all__ = ["ProseChecker"]
