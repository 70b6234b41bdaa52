"""Help inside the app: a short guide and all keys, in a window that can be searched."""
