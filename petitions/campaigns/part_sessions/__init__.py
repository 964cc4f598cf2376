"""Part-sessions of an assembly, as dated data with a source, and until when names are taken late."""
