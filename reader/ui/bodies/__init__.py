"""People and bodies: ICAT, who belongs to it, who chaired it, and how it can be reached."""
