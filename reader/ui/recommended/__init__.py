"""The register of recommendations, and the user's own checklists over it."""
