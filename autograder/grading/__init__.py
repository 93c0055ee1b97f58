"""One submission: how a check is declared, how a learner is called, what the verdict says."""
