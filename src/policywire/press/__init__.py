"""Press: a verified manuscript becomes an edition, the same numbers on page, in text and data."""

from policywire.press.article import lay_out
from policywire.press.blocks import Article, Exhibit
from policywire.press.edition import FORMATS, Edition, check_formats, check_target, write
from policywire.press.engine import wake_engine
from policywire.press.exhibits import draw, draw_all
from policywire.press.file import check_report_place, write_report

__all__ = [
    "FORMATS",
    "Article",
    "Edition",
    "Exhibit",
    "check_formats",
    "check_report_place",
    "check_target",
    "draw",
    "draw_all",
    "lay_out",
    "wake_engine",
    "write",
    "write_report",
]
