"""People who work here: users, roles for each organisation, codes and sessions."""
