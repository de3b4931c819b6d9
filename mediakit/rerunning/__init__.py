"""A notebook that is run again: what is compared, and what has changed."""
