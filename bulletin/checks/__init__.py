"""The editor's checks: every rule over every file, with what the settings and the items say of the rules."""
