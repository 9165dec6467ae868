"""Render the feeds of public items: RSS 2.0 and JSON Feed 1.1."""
