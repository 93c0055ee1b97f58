"""Mathematics only: values in, findings out. No pytest, no files, no clock."""
