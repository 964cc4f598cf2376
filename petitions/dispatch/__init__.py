"""Addressees, letters, deliveries and what came back."""
