"""The independent audit of an edition: shares no code with the package it audits.

Only the standard library is used here, and DuckDB to read Parquet. Nothing imports ``policywire``.
"""
