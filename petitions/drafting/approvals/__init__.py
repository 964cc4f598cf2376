"""Approvals: which a campaign needs, who gives each, and what was said of exactly which version."""
