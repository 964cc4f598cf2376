"""Mails that come back after a server has taken them: known again, written down, and told to the slices above."""
