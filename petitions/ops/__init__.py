"""Command line, server, health and sample."""
