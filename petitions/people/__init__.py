"""Persons, their mandates and the rosters that say so."""
