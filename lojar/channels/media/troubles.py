"""Why a file did not come. Whether it is tried again, and when, is not decided here."""


class TransportError(Exception):
    """The file did not come. `permanent`: and never will, because there is nothing to ask for."""

    def __init__(self, message: str, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class TooLarge(TransportError):
    """More than this office keeps of one file."""

    def __init__(self) -> None:
        super().__init__("too_large", permanent=True)


class Missing(TransportError):
    """Meta says that there is no such file. It may be a slow copy inside Meta: to be believed when it is said again."""


class Damaged(TransportError):
    """Other bytes came than were announced, or fewer. What was damaged on the way comes whole the next time."""

    def __init__(self, message: str, is_short: bool) -> None:
        super().__init__(message)
        self.is_short = is_short


class LineTrouble(TransportError):
    """A token, a permission, a host: a person has to mend it, and hears of it by an alarm of this kind. It says
    nothing about the file."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
