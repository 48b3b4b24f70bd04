"""Sources: where observations come from. Reads documents; judges nothing.

``collected`` reads a folder of official tables that somebody gathered before us.
"""

from policywire.sources.collected import collected_folders, read_folder

__all__ = ["collected_folders", "read_folder"]
