"""What colleagues say of a text, paragraph by paragraph: comments, suggested wording, and what became of each."""
