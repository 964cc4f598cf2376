"""Texts, their immutable versions and the approvals of each."""
