"""Asking those who signed an earlier version to renew: of a petition in rounds, since they may be a million."""
