"""Signatures that were given close together, as one hand with many mailboxes gives them: they wait for a look."""
