"""Calendar files (RFC 5545): one for each session, item and topic, and one to subscribe to."""
