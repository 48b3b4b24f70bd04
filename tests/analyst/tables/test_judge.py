"""Judging lines: easy ones right, every line answered, bad ones named."""

import json
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.analyst.tables import Judgement, judge_line, read_lines
from policywire.analyst.tables.forest import Forest
from policywire.analyst.tables.judge import Model, model
from policywire.facts.errors import BadDocument

TABLE = [
    ["plant", "country", "opened", "vehicles", "workers"],
    ["Puebla", "Mexico", "1967", "402,000", "11,000"],
    ["San José Chiapa", "Mexico", "2016", "176,000", "5,200"],
    ["Windsor", "Canada", "1928", "145,000", "4,500"],
    ["Spartanburg", "United States", "1994", "396,000", "11,500"],
    ["Chattanooga", "United States", "2011", "175,000", "5,500"],
]


def judge(sentence: str) -> Judgement:
    line = {"id": "x", "caption": "car plants", "table": TABLE, "sentence": sentence}
    return judge_line(line).lean


PLAIN = [
    ("Puebla is in Mexico.", "Puebla is in Canada."),
    ("Windsor opened in 1928.", "Windsor opened in 1967."),
    ("There are 2 plants in Mexico.", "There are 4 plants in Mexico."),
    ("The plant with 4,500 workers is Windsor.", "The plant with 4,500 workers is Puebla."),
    ("Puebla has the most vehicles.", "Windsor has the most vehicles."),
    ("Chattanooga, opened in 2011, is in the United States.",
     "Chattanooga, opened in 2011, is in Canada."),
]  # fmt: skip


@pytest.mark.parametrize(("true", "false"), PLAIN)
def test_plain_sentences(true: str, false: str) -> None:
    assert judge(true) is Judgement.SUPPORTED
    assert judge(false) is Judgement.REFUTED


def test_below_the_limit_a_verdict_is_unsure_and_the_lean_is_kept() -> None:
    line = {"table": TABLE, "sentence": "The weather in Puebla was better for half of them."}
    verdict = judge_line(line)
    assert 0.5 <= verdict.confidence <= 1
    assert verdict.lean in {Judgement.SUPPORTED, Judgement.REFUTED}
    unsure = verdict.confidence < model().sure
    assert (verdict.verdict is Judgement.UNSURE) is unsure


@pytest.mark.parametrize(
    "table",
    [[], [[]], [["a"]], [["a", "b"], []], [["a"], ["1", "2", "3"]], [[""], [""]], [[], ["x"]],
     [["a", None], [1, True]], [["n"], ["9" * 100_000]], [["a"] * 300] + [["1"] * 300] * 3,
     [["a", "b"]] + [["1", "x"]] * 5000],
    ids=range(11),
)  # fmt: skip
def test_any_table_is_answered(table: list[list[object]]) -> None:
    start = perf_counter()
    verdict = judge_line({"table": table, "sentence": "The highest of the 3 was 5, not x."})
    assert verdict.verdict in set(Judgement)
    assert verdict.note
    assert perf_counter() - start < 5


def test_a_table_that_is_cut_says_so() -> None:
    table = [["a", "b"], *[[str(n), "x"] for n in range(1000)]]
    assert "first part" in judge_line({"table": table, "sentence": "5 is x"}).note


CELLS = st.one_of(st.text(max_size=12), st.integers(), st.floats(), st.none(), st.booleans())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.text(min_size=1, max_size=80))
def test_no_table_and_sentence_break_it(table: list[list[object]], sentence: str) -> None:
    line = {"table": table, "sentence": sentence}
    if sentence.strip():
        assert judge_line(line) == judge_line(line)
    else:
        with pytest.raises(BadDocument):
            judge_line(line)


@pytest.mark.parametrize(
    ("sentence", "seconds"),
    [("5 " * 5000, 5), ("a" * 100_000, 5),
     ("more than 5 before the highest second total " * 300, 5),
     ("Puebla has more workers than Windsor and " * 200, 5)],
    ids=["numbers", "cues", "letters", "names"],
)  # fmt: skip
def test_long_sentences_end_in_time(sentence: str, seconds: float) -> None:
    start = perf_counter()
    judge(sentence)
    assert perf_counter() - start < seconds


GOOD = json.dumps({"id": "1", "table": TABLE, "sentence": "Puebla is in Mexico."})
BAD = [
    (b"{", "no JSON object"), (b"[]", "a JSON object is wanted"), (b'{"sentence": "x"}', "'table'"),
    (b'{"table": [["a"]]}', "'sentence'"), (b'{"table": 3, "sentence": "x"}', "'table'"),
    (b'{"table": [["a"], 5], "sentence": "x"}', "'table'"), (b"\xff\xfe", "UTF-8"),
    (b'{"table": [["a"], [{}]], "sentence": "x"}', r"'table\[1\]\[0\]'"),
    (b'{"table": [["a"]], "sentence": 5, "scale": "dozen"}', "'scale'"),
    (b'{"table": [["a"]], "sentence": ["x"]}', "'sentence'"),
    (b"[" * 100_000, "nested|no JSON"), (b'{"table": [[' + b"9" * 5000 + b']]}', "no JSON"),
    (b"null", "a JSON object"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "says"), BAD, ids=range(len(BAD)))
def test_a_bad_line_is_named(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(GOOD.encode() + b"\n\n" + raw + b"\n")
    with pytest.raises(BadDocument, match=r"lines\.jsonl, line 3") as error:
        read_lines(path)
    assert error.match(says)


def test_good_lines_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n" + GOOD.replace('"1"', "null").encode()
    )
    assert [line["id"] for line in read_lines(path)] == ["1", 2]


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="cannot be read"):
        read_lines(tmp_path / "none.jsonl")


def test_a_forest_adds_its_trees() -> None:
    stored = {"roots": [0, 3], "depth": 2, "feature": [0, -1, -1, 1, -1, 0, -1, -1],
              "threshold": [0.5, 1.0, 2.0, 3.0, 10.0, 0.0, 20.0, 30.0],
              "right": [2, 0, 0, 2, 0, 2, 0, 0]}  # fmt: skip
    rows = np.array([[0.0, 3.0], [1.0, 4.0], [-1.0, 9.0]])
    assert Forest.read(stored).log_odds(rows).tolist() == [11.0, 32.0, 21.0]


def test_a_model_of_other_features_is_refused() -> None:
    forest: dict[str, object] = {"fields": ["x"]}
    with pytest.raises(BadDocument, match="train_tables"):
        Model.read({"trials": forest, "sentences": forest, "common": [], "sure": 0.6})


def test_the_packaged_model_is_small() -> None:
    import policywire

    folder = Path(policywire.__file__).parent / "data" / "tables-model"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 300_000
