"""The mistakes of exercise 2: catalogues by task, and what recognises them."""
