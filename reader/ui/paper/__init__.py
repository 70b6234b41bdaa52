"""Pages of paper: how a document is set, cut into pages, and drawn on a PDF, a printer or the screen.

Everything is measured in dots of 1/600 inch, whatever it is drawn on, so that a preview shows the very pages of the
file. Nothing here is needed before somebody prints or exports: the window starts without it.
"""
