"""Packs on disk, the shelf of documents we hold, and how a document becomes leaves, outline, passages and a page."""
