"""What the articles of a story say of one thing, side by side."""
