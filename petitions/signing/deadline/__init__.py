"""Extending the deadline: who has not answered is told by mail, who has signed on the letter's page."""
