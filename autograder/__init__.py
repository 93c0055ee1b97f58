"""An auto-graded exercise kit for Day 4: Calculus for Machine Learning."""
