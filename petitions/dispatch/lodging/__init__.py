"""Texts that are lodged, not sent: the sheet, what is recorded of lodging and publication, late names."""
