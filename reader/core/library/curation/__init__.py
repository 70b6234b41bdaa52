"""The curated data of a pack, file by file: what YAML says becomes the values of `core/guidance.py`.

One module for each file of `corpus/`, documented for those who edit them in `corpus/SCHEMA.md`. Imported when a shelf
is compiled and never at a start.
"""
