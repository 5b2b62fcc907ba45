"""Form to entity: the index of aliases, the walk over it, the weighing of candidates and the decision. Knows no article."""
