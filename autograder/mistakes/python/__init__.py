"""The mistakes that any Python exercise can meet."""
