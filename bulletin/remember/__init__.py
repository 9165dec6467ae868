"""What a command remembers for the next one: in the user's cache folder, and only so that it is quicker."""
