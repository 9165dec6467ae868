"""Random bulletins, sound ones and damaged ones, and what must hold of each; `python -m tests.fuzz --minutes 120`."""
