"""Run as a GitHub Action: read inputs and the event; write annotations, a summary, a preview and files.

inputs, context, result, preview and summary are pure functions. checkout (git and the event's file), ground,
folders, check, build, send, screenshot, comment and runner (log, outputs, summary) read and write outside; `step`
chooses the command.
"""
