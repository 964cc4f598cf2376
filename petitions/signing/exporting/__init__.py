"""Lists of signatories as files that stay understandable alone."""
