"""Each output, read back by programs that did not write it."""
