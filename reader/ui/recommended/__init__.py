"""What the texts ask for and of whom, and the user's checklists of it."""
