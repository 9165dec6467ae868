"""Feeds of what is public: RSS 2.0 and JSON Feed 1.1."""
