"""The receipt: what became of marks whose document has a new text, and what the user makes of them."""
