"""The look of every exhibit: fonts, colours, sizes.

Colours are written as plain values, so a drawing stands alone as a file; inside a page the
stylesheet maps each value to a variable (``svg [fill="#0b5c9e"]``), so one drawing serves light
and dark. Series differ in colour, in dash and by direct label, never in colour alone.
"""

from dataclasses import dataclass

__all__ = [
    "AXIS",
    "DARK",
    "DASHES",
    "FALL",
    "FONT",
    "GRID",
    "INK",
    "LINE",
    "MUTED",
    "NARROW",
    "NO_VALUE",
    "PAPER",
    "RAMP",
    "SERIES",
    "SIZE",
    "WIDE",
    "Frame",
]

# vl-convert carries Liberation Sans; Arial and Helvetica have the same widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SIZE = 13  # of all text in a picture, in its own pixels
LINE = 17.0  # from one line of it to the next

INK = "#1b1f24"
MUTED = "#59626d"
AXIS = "#868e98"
GRID = "#e2e5e9"
PAPER = "#ffffff"
NO_VALUE = "#e9e9e6"

# Told apart by people with any of the three colour-vision deficiencies, and by lightness.
SERIES = ("#0b5c9e", "#b8480e", "#14786a", "#7b3f98", "#6a6e75", "#8f6a00")
DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (4, 2), (12, 4))
RAMP = ("#d3e2ef", "#a5c5e0", "#6c9fcb", "#3474aa", "#0b477c")

FALL = ("#f7dcc8", "#eeb48c", SERIES[1])  # values below zero, from near it to far

_DARK_SERIES = ("#6db1ee", "#f0905f", "#4fc3ad", "#c79ae0", "#a9aeb6", "#d6ab3c")

# What each colour becomes on a dark page; the ramp turns round, so that high still stands out.
DARK = {
    INK: "#e9e7e2",
    MUTED: "#a7afb9",
    AXIS: "#7b848f",
    GRID: "#2c3138",
    PAPER: "#14171b",
    NO_VALUE: "#2b2e32",
    **dict(zip(SERIES, _DARK_SERIES, strict=True)),
    **dict(zip(FALL[:2], ("#45291a", "#7d4a29"), strict=True)),
    **dict(zip(RAMP, ("#1e3852", "#2a557f", "#3d7ab4", "#6ca8df", "#b9daf7"), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet a picture is drawn on.

    Attributes
    ----------
    width, height : int
        In pixels; marks that grow with their rows take the height they need.
    is_narrow : bool
        Whether it is the drawing for a phone.
    """

    width: int
    height: int
    is_narrow: bool


WIDE = Frame(680, 350, is_narrow=False)
NARROW = Frame(358, 300, is_narrow=True)
