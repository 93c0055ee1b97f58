"""Pictures of a learner's answers, right or wrong: drawn, and described in words."""
