"""Who says what: statements, their speakers, and the quotations they stand in."""
