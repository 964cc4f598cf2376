"""The page on which a text is written: what the letter consists of, how it will look, and words kept while typing."""
