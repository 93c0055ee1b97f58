"""Values, not verdicts: grades an untrusted submission where it can do no harm."""
