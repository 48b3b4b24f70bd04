"""Links: which words of a sentence stand in which cells and headers of its table."""

from collections.abc import Iterable
from math import log

from policywire.analyst.tables.cues import CUES, NEGATIONS, alternatives, header_kin
from policywire.analyst.tables.grid import Grid
from policywire.analyst.tables.scene import Figure, Head, Mention, Scene
from policywire.analyst.tables.words import STOP, words

__all__ = ["link"]

_LONGEST_SPAN = 14
_MOST_WORDS = 120
_MOST_MARKS = 40


def _meet(left: dict[int, int], right: dict[int, int]) -> dict[int, int]:
    return {c: both for c, rows in left.items() if (both := rows & right.get(c, 0))}


def _join(maps: Iterable[dict[int, int]]) -> dict[int, int]:
    joined: dict[int, int] = {}
    for held in maps:
        for column, rows in held.items():
            joined[column] = joined.get(column, 0) | rows
    return joined


def _phrase(grid: Grid, keys: tuple[str, ...]) -> dict[int, int]:
    held = grid.index.get(keys[0], {})
    for key in keys[1:]:
        held = _meet(held, grid.index.get(key, {}))
    return held


def _rows_of(grid: Grid, key: str) -> dict[int, int]:
    held = grid.index.get(key, {})
    others = [_phrase(grid, other) for other in alternatives(key)]
    return _join([held, *others]) if any(others) else held


class _Linker:
    def __init__(self, grid: Grid, caption: str, sentence: str) -> None:
        self.grid = grid
        said = words(sentence)[:_MOST_WORDS]
        self.scene = Scene(grid, said)
        self.scene.caption = frozenset(word.key for word in words(caption))

    def run(self) -> Scene:
        scene, place = self.scene, 0
        while place < len(scene.words):
            place = self._step(place)
        self._find_heads()
        del scene.mentions[_MOST_MARKS:], scene.heads[_MOST_MARKS:], scene.figures[_MOST_MARKS:]
        scene.cues = [(n, cue) for n, word in enumerate(scene.words) if (cue := CUES.get(word.raw))]
        scene.negations = [
            n for n, w in enumerate(scene.words) if w.raw in NEGATIONS or w.raw.endswith("n't")
        ]
        return scene

    def _step(self, place: int) -> int:
        word = self.scene.words[place]
        if word.key in STOP and word.value is None:
            return place + 1
        held, end, taken = self._longest(place)
        if word.value is not None and len(taken) == 1:
            self._add_figure(place)
            return place + 1
        if held:
            self._add_mention(place, end, held, taken)
            return end
        self._add_fuzzy(place)
        return place + 1

    def _longest(self, place: int) -> tuple[dict[int, int], int, list[str]]:
        said = self.scene.words
        held, end = _rows_of(self.grid, said[place].key), place + 1
        taken, ahead = [said[place].key], place + 1
        while held and ahead < min(len(said), place + _LONGEST_SPAN):
            word = said[ahead]
            if word.key in STOP and word.value is None:
                ahead += 1
                continue
            further = _meet(held, _rows_of(self.grid, word.key))
            if not further or ahead - end > 2:
                break
            held, end = further, ahead + 1
            taken.append(word.key)
            ahead += 1
        return held, end, taken

    def _cover(self, held: dict[int, int], count: int) -> dict[int, float]:
        cover = {}
        for column, rows in held.items():
            sizes = []
            while rows:
                low = rows & -rows
                sizes.append(len(self.grid.cells[low.bit_length() - 1][column].keys))
                rows ^= low
            cover[column] = min(1.0, count / max(1, min(sizes)))
        return cover

    def _add_mention(
        self, start: int, end: int, held: dict[int, int], taken: list[str], *, fuzzy: bool = False
    ) -> None:
        if (
            len(taken) == 1
            and self._is_header_word(taken[0])
            and max(self._cover(held, 1).values()) < 1
        ):
            return
        if len(taken) == 1 and self.scene.words[start].raw in CUES and taken[0] in self.grid.headed:
            return
        cover = self._cover(held, len(set(taken)))
        column = max(cover, key=lambda c: (cover[c], -held[c].bit_count(), -c))
        height = self.grid.height
        rarest = sum(rows.bit_count() for rows in held.values())
        weight = log((height + 2) / (min(rarest, height) + 1)) + 0.7 * len(set(taken))
        captioned = all(key in self.scene.caption for key in taken)
        self.scene.mentions.append(
            Mention(start, end, held, cover, weight, captioned, fuzzy, column)
        )

    def _is_header_word(self, key: str) -> bool:
        return key in self.grid.headed

    def _add_fuzzy(self, place: int) -> None:
        word = self.scene.words[place]
        if word.key in self.scene.caption or word.key in self.grid.headed or word.raw in CUES:
            return
        near = self._near(word.key)
        if near:
            self._add_mention(place, place + 1, self.grid.index[near], [near], fuzzy=True)
        else:
            self.scene.strangers.append(place)

    def _near(self, key: str) -> str | None:
        if not 5 <= len(key) <= 20 or not key.isalpha():
            return None
        table = self.grid.shortened
        for spelling in (key, *(key[:n] + key[n + 1 :] for n in range(len(key)))):
            if spelling in table:
                return table[spelling][0]
        return None

    def _add_figure(self, place: int) -> None:
        said = self.scene.words
        word = said[place]
        held = self.grid.index.get(word.key, {})
        if word.ordinal:
            held = _join([held, self.grid.index.get(f"t{word.key}", {})])
        value = word.value or 0.0
        exact = {
            column: rows
            for column, column_rows in held.items()
            if (rows := self._equal(column, column_rows, value))
        }
        after = (w for w in said[place + 1 : place + 5] if w.key not in STOP and w.value is None)
        unit = next((w.key for w in after), "")
        captioned = word.key in self.scene.caption
        self.scene.figures.append(Figure(place, value, word.ordinal, held, exact, captioned, unit))

    def _equal(self, column: int, rows: int, value: float) -> int:
        held = self.grid.columns[column].values
        same = 0
        while rows:
            low = rows & -rows
            if held[low.bit_length() - 1] == value:
                same |= low
            rows ^= low
        return same

    def _find_heads(self) -> None:
        taken = {
            n
            for m in self.scene.mentions
            if m.cover[m.column] == 1 and m.end - m.start > 1
            for n in range(m.start, m.end)
        }
        for place, word in enumerate(self.scene.words):
            if place not in taken and (word.key not in STOP or word.key in self.grid.headed):
                self._head_at(place, word.key)

    def _head_at(self, place: int, key: str) -> None:
        direct = self.grid.headed.get(key, [])
        for column in direct:
            keys = self.grid.columns[column].keys
            near = {w.key for w in self.scene.words[max(0, place - 3) : place + 4]}
            share = sum(k in near for k in keys) / len(keys)
            self.scene.heads.append(Head(place, place + 1, column, 0.5 + 0.5 * share))
        if not direct:
            for other in sorted(header_kin(key)):
                for column in self.grid.headed.get(other, []):
                    self.scene.heads.append(Head(place, place + 1, column, 0.4))


def link(grid: Grid, caption: str, sentence: str) -> Scene:
    """Lay a sentence over its table.

    Parameters
    ----------
    grid : Grid
        The table.
    caption, sentence : str
        As written.

    Returns
    -------
    Scene
        Mentions, headers, numbers and cues, in the order of the words.
    """
    return _Linker(grid, caption, sentence).run()
