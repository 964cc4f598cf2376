"""Translations of a campaign's text: which version they follow, what changed since, and how a language writes."""
