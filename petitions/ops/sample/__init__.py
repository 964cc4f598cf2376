"""Data to try things out with; see README.md beside this file."""
