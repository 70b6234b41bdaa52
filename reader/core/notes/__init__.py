"""The notebook: marks, searches and reading positions in one SQLite database, opened through one module."""
