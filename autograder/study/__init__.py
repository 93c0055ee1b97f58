"""The learner's own tools."""
