"""Measurements, each as a ratio to a bare Flask route on the same server in the same run (docs/performance.md)."""
