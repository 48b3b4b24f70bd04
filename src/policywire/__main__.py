"""``python -m policywire``."""

from policywire.cli import main

main()
