"""Replace setuptools while install.sh runs: see build_meta.py."""
