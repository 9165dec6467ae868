"""Tests of what a command remembers for the next one."""
