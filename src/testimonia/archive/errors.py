"""What a user of the archive can be told: each message says what happened and what to do."""


class ArchiveError(Exception):
    """A bad call or a bad archive: the message is for people; the command line exits with status 2."""
