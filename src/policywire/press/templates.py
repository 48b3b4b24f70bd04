"""Templates: pages escaped by default, where an unknown name is an error and no blank."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

__all__ = ["template"]


@cache
def template(name: str) -> Template:
    """Return a template of this room by its file name."""
    environment = Environment(
        loader=PackageLoader("policywire.press"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
