"""Draws the outlines of countries, press/outlines/world.json, from world-atlas.

    python tools/make_world_outlines.py world_countries_110m.topo.json

The file is that of the npm package world-atlas (ISC), drawn from Natural Earth (public domain).
Points are projected by Equal Earth (Savric, Patterson, Jenny 2018, International Journal of
Geographical Information Science 33(3)), which keeps areas, and written in tenths of a pixel.
"""

import csv
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOM = Path(__file__).parent.parent / "src/policywire"
OUT = ROOM / "press/outlines/world.json"
WIDTH = 6800  # tenths of a pixel from the date line to the date line
LEAST = 60  # square tenths below which a ring is left out, unless it is the country's largest
SOUTH = -58.0  # Antarctica is left out
NAMES = {
    "United States of America": "USA",
    "Dem. Rep. Congo": "COD",
    "Dominican Rep.": "DOM",
    "Falkland Is.": "FLK",
    "Côte d'Ivoire": "CIV",
    "Central African Rep.": "CAF",
    "Eq. Guinea": "GNQ",
    "eSwatini": "SWZ",
    "Myanmar": "MMR",
    "Solomon Is.": "SLB",
    "Bosnia and Herz.": "BIH",
    "Macedonia": "MKD",
    "S. Sudan": "SSD",
    "W. Sahara": "ESH",
    "Palestine": "PSE",
}
A = (1.340264, -0.081106, 0.000893, 0.003796)

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return a point on the sheet, in tenths of a pixel from its upper left corner."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square, six = theta**2, theta**6
    slope = A[0] + 3 * A[1] * square + six * (7 * A[2] + 9 * A[3] * square)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (A[0] + A[1] * square + six * (A[2] + A[3] * square))
    half = 2 * math.sqrt(3) * math.pi / (3 * A[0])
    unit = WIDTH / (2 * half)
    return (x + half) * unit, (1.3173627591574133 - y) * unit


def arcs_of(atlas: dict[str, Any]) -> list[list[Point]]:
    """Return every arc in degrees."""
    scale, move = atlas["transform"]["scale"], atlas["transform"]["translate"]
    made = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for across, up in arc:
            x, y = x + across, y + up
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        made.append(points)
    return made


def rings_of(shape: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """Yield the outer rings of a country on the sheet, whole tenths, repeats left out."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for ring in polygon:
            degrees = [point for at in ring for point in (arcs[at] if at >= 0 else arcs[~at][::-1])]
            degrees = unwrapped(degrees)
            points = [(round(x), round(y)) for x, y in (equal_earth(*point) for point in degrees)]
            yield [
                point for at, point in enumerate(points[:-1]) if at == 0 or point != points[at - 1]
            ]


def unwrapped(ring: list[Point]) -> list[Point]:
    """Return a ring whose longitudes run on past the date line instead of jumping back."""
    made = ring[:1]
    for longitude, latitude in ring[1:]:
        turns = round((made[-1][0] - longitude) / 360)
        made.append((longitude + 360 * turns, latitude))
    back = 360 * round(sum(x for x, _ in made) / len(made) / 360)
    return [(x - back, y) for x, y in made]


def area(ring: list[Point]) -> float:
    """Return the area of a ring."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def path(ring: list[Point]) -> str:
    """Return a ring as path data with relative steps."""
    steps = [f"{b[0] - a[0]:g} {b[1] - a[1]:g}" for a, b in pairwise(ring)]
    return f"M{ring[0][0]:g} {ring[0][1]:g}l{' '.join(steps)}z".replace(" -", "-")


def country(rings: list[list[Point]]) -> dict[str, Any]:
    """Return path and middle of a country."""
    rings = [ring for ring in rings if len(ring) > 2]
    largest = max(rings, key=area)
    kept = [ring for ring in rings if ring is largest or area(ring) >= LEAST]
    across, down = zip(*largest, strict=True)
    middle = [round((min(axis) + max(axis)) / 2) for axis in (across, down)]
    return {"centre": middle, "path": "".join(map(path, kept))}


def main(source: str) -> None:
    """Write the outlines."""
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    with (ROOM / "facts/places.csv").open(encoding="utf-8") as file:
        known = {row["name"]: row["code"] for row in csv.DictReader(file)} | NAMES
    arcs = arcs_of(atlas)
    shapes = atlas["objects"]["countries"]["geometries"]
    named = {known.get(item["properties"]["name"], ""): item for item in shapes}
    states = {
        code: country(list(rings_of(item, arcs)))
        for code, item in sorted(named.items())
        if code and code != "ATA"
    }
    lowest = equal_earth(0, SOUTH)[1]
    told = {
        "name": "Countries",
        "credit": "Natural Earth, through world-atlas",
        "changes": "Equal Earth projection, in tenths of a pixel; islets and Antarctica left out.",
        "box": [0, 0, WIDTH, round(lowest)],
        "states": states,
    }
    OUT.write_text(f"{json.dumps(told, indent=1, ensure_ascii=False)}\n", encoding="utf-8")
    print(f"{OUT.name}: {len(states)} countries, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
