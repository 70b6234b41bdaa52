"""Publications: all that ICAT is known to have published, held here or not."""
