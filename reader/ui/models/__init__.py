"""Lists as Qt models over plain rows."""
