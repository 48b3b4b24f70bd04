"""Phrases, comparisons and ranges in a written edition, audited by code of another hand."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.analyst import Byline, compose
from policywire.analyst.brief import BlockSpec, SectionSpec, load_brief
from policywire.desks.desk import find_brief
from policywire.newsroom.runs import runs_of
from policywire.policy import load_law
from policywire.press import FORMATS, draw_all, lay_out, write
from tools.audit.walk import Auditor

PACKAGE = Path(__file__).parents[2] / "src" / "policywire"
SAID = (
    "{{p:mx_in_now|clause}}, while {{p:ca_in_now|clause}}.",
    "{{p:mx_in_growth|clause}}, and {{p:ca_in_growth|clause}}.",
    "{{p:mx_share_now}} is {{cmp:mx_share_now,ca_share_now|above|below}} {{p:ca_share_now}}.",
    "{{p:mx_balance_now|clause}}; {{p:mx_in_record|clause}}.",
    "{{p:mx_cons_gain|clause}}, and {{p:mx_free_claim_jump}} is in the table.",
    "{{p:rule.usmca.rvc.passenger_car|clause}}.",
)


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor(PACKAGE / "data" / "frozen", PACKAGE / "desks", PACKAGE / "facts" / "places.csv")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk, path = find_brief("usmca-review")
    brief = load_brief(path)
    more = SectionSpec("phrases", "In phrases", (BlockSpec(SAID),))
    byline = Byline(desk.title, desk.remit, desk.audience, desk.purpose, desk.disclosure, "plain")
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        made = compose(
            replace(brief, sections=(*brief.sections, more)),
            view,
            load_law(desk.law),
            names=desk.names(),
            byline=byline,
            releases=(),
            remit=desk.scope,
            runs=runs_of(brief, lambda stage: None),
        )
    folder = tmp_path_factory.mktemp("phrases") / "edition"
    assert made.struck == ()
    write(lay_out(made, draw_all(made.plots)), folder, tuple(FORMATS), inputs={})
    return folder


def test_the_audit_finds_nothing_wrong(auditor: Auditor, edition: Path) -> None:
    assert list(map(str, auditor.audit(edition).problems)) == []


FAULTS = {
    "a comparison turned round": ('"kind": "comparison"', "above", "below", "and the values are"),
    "a digit in a phrase": ('"kind": "figure"', "$534.9 billion", "$535.9 billion", "rounds to"),
    "a period in a phrase": ('"kind": "period"', '"text": "2024"', '"text": "2019"', "is not"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_phrase_is_found(
    auditor: Auditor, edition: Path, tmp_path: Path, name: str
) -> None:
    kind, old, new, why = FAULTS[name]
    copy = tmp_path / "edition"
    copy.mkdir()
    for path in edition.rglob("*"):
        if path.is_file():
            target = copy / path.relative_to(edition)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    record = json.loads((copy / "article.json").read_text("utf-8"))
    section = next(item for item in record["sections"] if item["id"] == "phrases")
    runs = [json.dumps(item) for block in section["blocks"] for item in block["runs"]]
    wrong = next(item for item in runs if kind in item and old in item)
    text = (copy / "article.json").read_text("utf-8")
    whole = json.dumps(section, ensure_ascii=False, sort_keys=True)
    run = json.dumps(json.loads(wrong), ensure_ascii=False, sort_keys=True)
    assert run in whole
    changed = whole.replace(run, run.replace(old, new), 1)
    (copy / "article.json").write_text(text.replace(whole, changed, 1), "utf-8")
    found = [str(problem) for problem in auditor.audit(copy).problems]
    assert [line for line in found if why in line], found[:10]
