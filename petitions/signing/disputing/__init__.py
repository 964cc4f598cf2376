"""“I never signed this”: the signature is set aside at once, organisers are told, and two of them can restore it."""
