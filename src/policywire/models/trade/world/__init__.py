"""Baselines: tables read, checked, balanced, calibrated, merged; labels, names, elasticities."""
