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
    reaches least order duty-free rules rule made make earn earns earning give giving gives party
    parties country member any after value vehicle's car's share percent
    producers automakers carmakers manufacturers purchase buy source falls comes takes place due
    hour more minimum
""")
"""For thresholds of the agreement."""

DUTIES = _words(f"""{_PLAIN}
    goods imports products force effect took take takes since been doubled rose raised risen lifted
    increased set put place pay pays faced faces face charged imposed applied applies apply applying
    levied subject carries carry carried began begun started additional
    u.s us american united states will ended ends expire expires expired lapsed lapses temporary
    surcharge surcharges tariff tariffs duty duties levy levies
""")
"""For duties."""

ADVERSE = DUTIES | _words("replaced them replaces meanwhile instead now new still")
"""For duties whose rate is another: words that leave no doubt what the rate is of."""

EVENTS = _words(f"""{_PLAIN} {_PACT}
    u.s us united states will falls due year years joint review first another extend until all
    global three tariffs duties
""")
"""For events."""

FED = _words(f"""{_PLAIN}
    will meeting meetings decision two-day at december's vote voted against members member
    basis points point percentage quarter half us u.s percent between again times since
""")
"""For decisions of the Fed."""
