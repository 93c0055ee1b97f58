"""Judges of symbolic answers: numbers and expressions of SymPy."""
