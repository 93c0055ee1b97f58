"""Values, not verdicts: one submission of a stranger, graded where it can do no harm."""
