"""Asking many at once: whom, in which language and with which words of the organisers', and asking again."""
