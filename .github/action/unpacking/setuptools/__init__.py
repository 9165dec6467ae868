"""Stands in for setuptools while install.sh installs: see build_meta.py."""
