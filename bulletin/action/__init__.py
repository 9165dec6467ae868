"""The GitHub Action: inputs and the event in; annotations, summary, preview and files out.

Pure: inputs, context, result, preview, summary. Effects: checkout (git and the event's file), ground,
folders, check, build, send, screenshot, comment, runner (log, outputs, summary); `step` chooses among the commands.
"""
