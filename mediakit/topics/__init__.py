"""What the articles are about."""
