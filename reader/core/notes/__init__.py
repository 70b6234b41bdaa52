"""The notebook: marks and reading positions in one SQLite database, opened through one module."""
