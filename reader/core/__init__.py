"""What the reader knows and can do. No Qt, no print, no sentences for the user.

A ground floor (types, errors, text, paths, files, settings), rooms without doors between them (library, search, notes,
export), and one roof (workspace) that knows them all. `pyproject.toml` holds the law; the tests enforce it.
"""
