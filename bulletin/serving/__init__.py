"""Serve the bulletin to a browser on this machine while its files are edited: `bulletin serve`.

Pure modules: messages, views, state. Modules with effects: latest (reads the folder), new_files (writes an item),
watching, server. `guard` checks each request; `desk` answers those of the editor's page, `site_pages` those of the web
archive. The archive has another port, so that its scripts cannot reach the desk.
"""
