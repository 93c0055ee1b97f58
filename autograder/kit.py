"""What this kit is called: the one place of its names."""

NAME = "day4"
"""Its short name; also the seed of the public inputs, so another name would mean other inputs."""
TITLE = "Day 4: Calculus for Machine Learning"
DISTRIBUTION = "day4-calculus-for-ml"
"""Its name among installed packages, as in pyproject.toml."""
ONLY = "AUTOGRADER_ONLY"
"""The variable in the environment, so also for child processes, that says which exercises count:
those whose names begin like its value.
"""
