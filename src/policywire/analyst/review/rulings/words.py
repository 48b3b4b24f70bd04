"""Words that change nothing about what a statement says of the law or of a decision."""

__all__ = ["ADVERSE", "DUTIES", "EVENTS", "FED", "THRESHOLDS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = """
    a an the of in to on for by at from with and or as is are was were be been has have had its
    their it they that which who this these under also rate rates
"""
_PACT = "usmca agreement according"
THRESHOLDS = _words(f"""{_PLAIN} {_PACT} since
    must need needs needed meet meets enter require requires required qualify contain contains reach
    reaches least order duty-free rules rule minimum
""")
"""For thresholds of the agreement; who must do what stands with each, as its asides."""

DUTIES = _words(f"""{_PLAIN}
    goods imports products force effect took take takes since been doubled rose raised risen lifted
    increased set put place pay pays paid faced faces face charged imposed applied applies apply
    applying levied subject carries carry carried began begun started additional
    will ended ends expire expires expired lapsed lapses
    surcharge surcharges tariff tariffs duty duties levy levies
""")
"""For duties; who lays them and whose goods they are of is read apart."""

ADVERSE = DUTIES | _words("replaced them replaces meanwhile instead now new still")
"""For duties whose rate is another: words that leave no doubt what the rate is of."""

EVENTS = _words(f"{_PLAIN} will")
"""For events."""

FED = _words(f"""{_PLAIN}
    meeting decision two-day basis points point percentage us u.s percent between since
""")
"""For decisions of the Fed."""
