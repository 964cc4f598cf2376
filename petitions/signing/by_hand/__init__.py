"""Signatures given on paper or by telephone: one organiser records them with their evidence, another confirms."""
