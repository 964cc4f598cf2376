"""Invitations and signatures: consent to one exact version."""
