"""Render calendar files (RFC 5545): for each session, item and topic, and one to subscribe to."""
