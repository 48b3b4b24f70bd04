"""One laid-out sample for all tests of the press; drawing it starts an engine once."""

import pytest

from policywire.analyst.manuscript import Manuscript
from policywire.press import Article, Exhibit, draw_all, lay_out
from policywire.press.page import render_page
from tests.press import sample


@pytest.fixture(scope="session")
def manuscript() -> Manuscript:
    return sample.manuscript()


@pytest.fixture(scope="session")
def exhibits(manuscript: Manuscript) -> tuple[Exhibit, ...]:
    return draw_all(manuscript.plots)


@pytest.fixture(scope="session")
def article(manuscript: Manuscript, exhibits: tuple[Exhibit, ...]) -> Article:
    return lay_out(manuscript, exhibits)


@pytest.fixture(scope="session")
def page(article: Article) -> str:
    return render_page(article)
