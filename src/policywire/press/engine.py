"""The drawing engine started early: it takes half a second to wake, on a thread of its own."""

from functools import cache
from threading import Thread

import vl_convert

from policywire.press.charts.vega import VERSION

__all__ = ["wake_engine"]

_LEAST = {"data": {"values": [{"a": "a"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}}


@cache
def wake_engine() -> None:
    """Start the engine beside whatever is done until the first drawing; once a process.

    It draws one letter, which loads the grammar and the fonts. Nothing of it is kept, so what is
    drawn later is the same without it.
    """
    Thread(target=_draw_least, name="drawing engine").start()


def _draw_least() -> None:
    vl_convert.svg_to_png(vl_convert.vegalite_to_svg(_LEAST, vl_version=VERSION))
