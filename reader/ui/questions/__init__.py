"""Questions by role: who asks what, the passages that answer, and what a role should have read."""
