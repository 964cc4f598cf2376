"""My letters: what a signatory was asked, signed, declined and withdrew, and what became of it."""
