"""From law to what is paid and what it costs: rates by line, use of the preference, sectors."""
