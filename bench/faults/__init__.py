"""Fault injection: clean true sentences, spoilt in known ways, against the checkers."""
