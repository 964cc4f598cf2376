"""Wishes to take a signature back where the instrument no longer allows it: recorded, answered, never lost."""
