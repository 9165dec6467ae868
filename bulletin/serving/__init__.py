"""`bulletin serve`: the bulletin in a browser while its files are written, on this machine alone.

Pure: messages, views, state, desk_page. Effects: latest (reads the folder), new_files (writes an item), watching,
server. Each request is judged in `guard`, and answered in `desk` (the editor's page) or `site_pages` (what readers
will find on the web, on a port of its own, so that no script of it can reach the desk).
"""
