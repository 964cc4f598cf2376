"""A text as a Word file: out with its numbering, and in again as suggestions."""
