"""Logs are read by people who may not know who the citizens are: long numbers are hidden before they are written."""

import json
import logging
import re
from datetime import UTC, datetime

HIDDEN = "•"
# Sixteen digits, as on an identity card or a family card, also when written in groups.
CARD_NUMBER = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
# A telephone number of this country, in any of the ways people write one.
PHONE_NUMBER = re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?[2-9](?:[ .-]?\d){6,12}(?!\d)")
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


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
        record.msg, record.args = mask_numbers(message), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_numbers(record.exc_text)
        return True


class JsonLines(logging.Formatter):
    """One line of JSON per record, so that a machine can search it and a new line in a message forges nothing."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask_numbers(record.getMessage()),
        }
        for name, value in vars(record).items():
            if name not in _OWN and name != "request":
                line[name] = _plain(value)
        if record.exc_info:
            line["exception"] = mask_numbers(record.exc_text or self.formatException(record.exc_info))
        return json.dumps(line)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value if not isinstance(value, int) or abs(value) < 10**9 else mask_numbers(str(value))
    return mask_numbers(str(value))
