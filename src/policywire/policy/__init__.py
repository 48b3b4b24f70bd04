"""The policy room: the law in force, as dated values with citations."""

from policywire.policy.law import Event, Footing, Law, Provision, load_law

__all__ = ["Event", "Footing", "Law", "Provision", "load_law"]
