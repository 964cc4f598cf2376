"""Mending how a signatory is printed: the name by its bearer, the line below it with the organisers."""
