"""Logs are read by people who may know neither citizens nor keys: both are hidden before they are written."""

import json
import logging
import re
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

HIDDEN = "•"
# Sixteen digits, as on an identity card or a family card, also when written in groups.
CARD_NUMBER = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
# A telephone number of this country, in any of the ways people write one.
PHONE_NUMBER = re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?[2-9](?:[ .-]?\d){6,12}(?!\d)")
# Graph's tokens, those of headers and of addresses, and the account in an address.
TOKEN = re.compile(
    r"\bEAA[A-Za-z0-9]{16,}|(?i:(?<=bearer )|(?<=access_token=)|(?<=token=)|(?<=signature=))[\w.~+/=-]{6,}"
    r"|(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"
)
# WhatsApp's id of a message is written in base64, and holds a telephone number.
MESSAGE_ID = re.compile(r"(?<=wamid\.)[\w+/=-]+(?=[\w+/=-]{6})")
SHORTEST_SECRET = 6
_secrets: set[str] = set()
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def hide(*secrets: str) -> None:
    """From now on these stand in no line of this process. What is as short as a word is not a secret."""
    _secrets.update(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)


def mask(text: str) -> str:
    for secret in _secrets:
        text = text.replace(secret, HIDDEN * 3)
    return mask_numbers(MESSAGE_ID.sub(HIDDEN, TOKEN.sub(HIDDEN * 3, text)))


def mask_numbers(text: str) -> str:
    """Card numbers and telephone numbers without their middle; enough is left to tell two of them apart."""
    return PHONE_NUMBER.sub(_masked, CARD_NUMBER.sub(_masked, text))


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    return digits[:2] + HIDDEN * (len(digits) - 4) + digits[-2:]


class PersonalDataFilter(logging.Filter):
    """Masks the message with its arguments filled in, and the text of an exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # a wrong format string is a mistake, but no reason to lose the line
            message = f"{record.msg} {record.args}"
        record.msg, record.args = mask(message), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text)
        return True


class JsonLines(logging.Formatter):
    """One line of JSON per record, so that a machine can search it and a new line in a message forges nothing."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        for name, value in vars(record).items():
            if name not in _OWN and name != "request":
                line[name] = _plain(value)
        if record.exc_info:
            line["exception"] = mask(record.exc_text or self.formatException(record.exc_info))
        return json.dumps(line)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value if not isinstance(value, int) or abs(value) < 10**9 else mask(str(value))
    return mask(str(value))


def speak_in_lines() -> None:
    """Also what would end the process, what nobody waited for, and warnings; before the settings are read."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(PersonalDataFilter())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
    sys.unraisablehook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)


def _uncaught(
    kind: type[BaseException], wrong: BaseException | None, where: TracebackType | None, *_: object
) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger("lojar").critical("not caught", exc_info=(kind, wrong or kind(), where))
