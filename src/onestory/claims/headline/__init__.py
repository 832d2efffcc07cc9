"""A headline against its text."""
