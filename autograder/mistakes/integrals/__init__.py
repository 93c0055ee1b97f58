"""The mistakes of exercise 1: catalogues by task, and what recognises them."""
