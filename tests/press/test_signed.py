"""Words an editor signed for: the audit lists them, the box counts them where there are any."""

import json
from dataclasses import replace

from policywire.analyst import Manuscript
from policywire.analyst.say import Signed
from policywire.press.article import lay_out
from policywire.press.audit import render_audit
from policywire.press.blocks import Article, Exhibit


def boxed(article: Article) -> list[str]:
    return [
        "".join(run.text for run in one.value)
        for one in article.verification
        if one.name == "Words signed by the author"
    ]


def test_the_audit_and_the_box_count_them(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    words = (Signed("paid", "overnight"), Signed("paid", "lamp"))
    signed = lay_out(replace(manuscript, signed=words), exhibits)
    audit = json.loads(render_audit(signed))
    assert audit["signed"] == [
        {"where": "paid", "word": "overnight"},
        {"where": "paid", "word": "lamp"},
    ]
    assert audit["totals"]["words signed by the author"] == 2
    assert audit["totals"]["unbound"] == []
    assert boxed(signed) == ["2"]


def test_nothing_is_boxed_where_nothing_is_signed(article: Article) -> None:
    audit = json.loads(render_audit(article))
    assert audit["signed"] == []
    assert audit["totals"]["words signed by the author"] == 0
    assert boxed(article) == []
