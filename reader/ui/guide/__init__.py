"""The guidance layer in the window: one page with five sections (questions, recommendations, publications, terms,
people and bodies). Here is what they share: a list with filters beside what is chosen in it, and how that is set.

Imported when somebody first goes there, so that no start pays for it.
"""
