"""Campaigns: their states, instruments and rules; and recorded campaigns known from a source."""
