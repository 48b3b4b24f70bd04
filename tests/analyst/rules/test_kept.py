"""Kept: what is worked out of one object is worked out once, and never given to another."""

from policywire.analyst.draft import Line, Span
from policywire.analyst.rules.kept import Kept


def test_one_object_is_worked_out_once() -> None:
    asked: list[Line] = []

    def text_of(line: Line) -> str:
        asked.append(line)
        return line.text

    kept = Kept(text_of)
    line = Line((Span("Exports rose."),))
    assert [kept(line), kept(line)] == ["Exports rose."] * 2
    assert len(asked) == 1


def test_an_equal_object_is_another() -> None:
    kept = Kept(id)
    one, other = Line((Span("a"),)), Line((Span("a"),))
    assert one == other
    assert kept(one) != kept(other)


def test_ids_used_again_give_nothing_away() -> None:
    kept: Kept[Line, str] = Kept(lambda line: line.text, most=4)
    for at in range(64):  # each line dies as soon as it may
        assert kept(Line((Span(str(at)),))) == str(at)
