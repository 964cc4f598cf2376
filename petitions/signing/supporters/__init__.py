"""Members of the public: they ask for an invitation of their own, and sign by it as everybody else does."""
