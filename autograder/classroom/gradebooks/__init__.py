"""The gradebooks of platforms: how the grades of a course get into each of them."""
