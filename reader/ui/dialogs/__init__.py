"""Windows over the window: the export and the list of shortcuts. None of them waits in a loop of its own."""
