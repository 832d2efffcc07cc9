"""What a reader should know about an article."""
