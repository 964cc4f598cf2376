"""Reminders: planned by days before a date, each mailed once to everybody who has not answered by then."""
