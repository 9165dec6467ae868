"""Build random sound and damaged bulletins and check properties of each; `python -m tests.fuzz --minutes 120`."""
