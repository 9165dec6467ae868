"""The GitHub Action's side: inputs and events in; annotations, summary, preview page and files out.

Pure: inputs, context, choice, page, summary, annotations, comment. Effects at the edge: repository
(git and the event's file), check, site, send, link; `step` chooses among these by the command.
"""
