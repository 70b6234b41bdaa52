"""Windows over the window: export, bringing in, backups, the quote check. None of them waits in a loop of its own."""
