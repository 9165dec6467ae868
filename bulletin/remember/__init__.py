"""Keep results of a command in the user's cache folder, so that the next command is faster."""
