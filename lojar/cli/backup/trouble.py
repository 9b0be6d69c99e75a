"""What stops a backup or a restore; the message says what is the matter and what to do."""


class CannotBackUp(Exception):
    """Nothing was made that could be taken for a set."""


class CannotRestore(Exception):
    """Nothing was opened: the office cannot begin on half of its data."""


class NotWhole(Exception):
    """A set lacks something or was changed."""
