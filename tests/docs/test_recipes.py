"""The recipes work: the YAML of docs/do is read by the schema it is written for, or composed."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from policywire.analyst import Brief, Byline, Manuscript, compose, load_brief
from policywire.desks import desk as desk_module
from policywire.desks.catalogue import open_catalogue
from policywire.desks.desk import desks
from policywire.desks.families import SeriesDocument
from policywire.facts.errors import ClaimRefused
from policywire.newsroom import evidence
from policywire.policy import Law, load_law
from policywire.press.article import lay_out
from policywire.press.exhibits import draw_all
from policywire.schema import loads
from policywire.sources.layout import Folder, layouts

DO = Path(__file__).parents[2] / "docs" / "do"
BYLINE = Byline("Desk", "remit", "audience", "purpose", "disclosure", "writer")
AS_OF = date(2026, 11, 22)


def blocks(page: str, language: str = "yaml") -> list[str]:
    text = (DO / page).read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def composed(brief: Brief, law: Law, names: dict[str, str]) -> Manuscript:
    with evidence(None, AS_OF) as view:
        return compose(brief, view, law, names=names, byline=BYLINE, releases=())


def test_the_blocks_of_write_a_brief_are_a_brief_that_stands() -> None:
    trade = desks()["trade"]
    brief = loads("".join(blocks("write-a-brief.md")), Brief, "china-share.yaml")
    made = composed(brief, load_law(trade.law), trade.names())
    assert made.struck == ()
    assert len(made.takeaways) == 3
    article = lay_out(made, draw_all(made.plots))
    assert len(article.exhibits) == len(brief.exhibits) == 2


def test_what_write_a_brief_says_is_printed_is_printed() -> None:
    trade = desks()["trade"]
    brief = loads("".join(blocks("write-a-brief.md")), Brief, "china-share.yaml")
    made = composed(brief, load_law(trade.law), trade.names())
    lines = [made.headline, made.standfirst, *made.takeaways]
    lines += [
        line
        for section in made.sections
        for block in section.blocks
        for line in getattr(block, "lines", ())
    ]
    spans = {(span.kind.value, span.ref): span.text for line in lines for span in line.spans}
    text = (DO / "write-a-brief.md").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^\| `\{\{(\w+):([\w.-]+)\}\}` \| `([^`]+)` \|", text)
    assert len(told) == 5
    assert [(kind, ref, words) for kind, ref, words in told if spans[kind, ref] != words] == []


def test_an_exhibit_title_of_the_recipe_is_refused_when_it_is_not_borne_out() -> None:
    text = "".join(blocks("write-a-brief.md"))
    brief = loads(text.replace("bar.mexico > bar.china", "bar.mexico < bar.china"), Brief, "x.yaml")
    with pytest.raises(ClaimRefused, match="title of suppliers"):
        composed(brief, load_law(desks()["trade"].law), desks()["trade"].names())


def test_the_series_of_add_a_series_is_described(tmp_path: Path) -> None:
    (block,) = blocks("add-a-series.md")
    loads(block, SeriesDocument, "series.yaml")
    (tmp_path / "series.yaml").write_text(block, encoding="utf-8")
    assert list(open_catalogue(tmp_path).members) == ["census:retail.sales"]


def test_the_law_of_add_law_is_read(tmp_path: Path) -> None:
    for number, block in enumerate(blocks("add-law.md")):
        (tmp_path / f"{number}.yaml").write_text(block, encoding="utf-8")
    law = load_law(tmp_path)
    shipped = load_law(desks()["trade"].law)
    assert law.provisions["usmca.rvc.passenger_car"].values == (
        shipped.provisions["usmca.rvc.passenger_car"].values
    )
    assert {name: event.day for name, event in law.events.items()} == {
        name: shipped.events[name].day for name in law.events
    }


def test_the_layout_of_fill_a_store_is_the_one_that_ships() -> None:
    (block,) = blocks("fill-a-store.md")
    made = loads(block, Folder, "fomc_decisions.yaml")
    assert made == layouts()["fomc_decisions"]


def test_the_desk_of_add_a_desk_writes_its_brief(tmp_path: Path) -> None:
    for block in blocks("add-a-desk.md"):
        name = block.partition("\n")[0].removeprefix("# ")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(block, encoding="utf-8")
    made = desk_module._desk(tmp_path)
    assert made.name == "rates"
    (path,) = made.briefs().values()
    article = composed(load_brief(path), load_law(made.law), made.names())
    assert article.struck == ()
    assert article.headline.text.startswith("Long and short Treasury yields stand ")


def test_the_project_of_add_a_desk_has_the_entry_point() -> None:
    (block,) = blocks("add-a-desk.md", "toml")
    project = tomllib.loads(block)["project"]
    assert project["entry-points"]["policywire.desks"] == {"rates": "policywire_rates"}
