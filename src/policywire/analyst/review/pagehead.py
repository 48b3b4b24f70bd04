"""What the head of a page says of it: headline, day, author."""

import json

__all__ = ["take_linked_data", "take_meta"]

_LONGEST_DATA = 100_000  # characters of a block of linked data

_META = {
    "og:title": "headline",
    "twitter:title": "headline",
    "article:published_time": "published",
    "date": "published",
    "dc.date": "published",
    "pubdate": "published",
    "publish-date": "published",
    "author": "author",
    "article:author": "author",
}


def take_meta(attributes: dict[str, str], meta: dict[str, str]) -> None:
    """Take what a meta element says; the first of each stays."""
    name = (attributes.get("property") or attributes.get("name") or "").lower()
    if name in _META and attributes.get("content"):
        meta.setdefault(_META[name], attributes["content"].strip()[:300])


def take_linked_data(text: str, meta: dict[str, str]) -> None:
    """Take headline, day and author of a block of linked data, if it is sound."""
    try:
        data = json.loads(text[:_LONGEST_DATA])
    except (ValueError, RecursionError):
        return
    nodes = data if isinstance(data, list) else [data]
    for node in nodes[:20]:
        if not isinstance(node, dict):
            continue
        author = node.get("author")
        author = author[0] if isinstance(author, list) and author else author
        author = author.get("name") if isinstance(author, dict) else author
        said = {"headline": node.get("headline"), "published": node.get("datePublished")}
        for name, value in {**said, "author": author}.items():
            if isinstance(value, str) and value:
                meta.setdefault(name, value.strip()[:300])
