"""The panels around the page. Each knows its own widgets and nothing else."""
