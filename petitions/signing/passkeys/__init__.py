"""Passkeys of signatories: enrolled after a signature that a mailed code has proved, they sign the next ones."""
