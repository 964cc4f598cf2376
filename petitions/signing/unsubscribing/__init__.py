"""No more mail about a letter, in one click (RFC 8058): neither a decline nor an end of the invitation."""
