"""Desks: what each desk covers. Series, briefs and law are data; this room reads them."""
