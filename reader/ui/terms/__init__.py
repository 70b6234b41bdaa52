"""Terms: a page for each concept of the thesaurus."""
