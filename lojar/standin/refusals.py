"""Refusals in Meta's words and shape: receivers build on `code` and `error_data.details`."""

from typing import Any

from starlette.responses import JSONResponse

TITLES = {
    1: "An unknown error occurred",
    2: "Service temporarily unavailable",
    33: "Parameter value is not valid",
    100: "Invalid parameter",
    190: "Invalid OAuth access token - Cannot parse access token",
    2500: "Unknown path components",
    130429: "Rate limit hit",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131051: "Unsupported message type",
    131052: "Media download error",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Template hydrated text too long",
    132012: "Template parameter format does not match",
}
HTTP_STATUS = {2: 503, 190: 401, 132001: 404}
TRACE = "Az8or2yhqkZfEZ-_4Qn_Bam"
HREF = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"


class GraphError(Exception):
    def __init__(self, code: int, details: str, *, subcode: int | None = None) -> None:
        super().__init__(details)
        self.code = code
        self.details = details
        self.subcode = subcode

    def response(self) -> JSONResponse:
        return JSONResponse({"error": self.body()}, status_code=HTTP_STATUS.get(self.code, 400))

    def body(self) -> dict[str, Any]:
        if self.code == 190:
            return {"message": self.details, "type": "OAuthException", "code": 190, "fbtrace_id": TRACE}
        body: dict[str, Any] = {
            "message": f"(#{self.code}) {TITLES[self.code]}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": TRACE,
        }
        if self.subcode is not None:
            body["error_subcode"] = self.subcode
        return body


class MissingObjectError(GraphError):
    """An id that is not ours: Graph answers this one without error_data."""

    def __init__(self, object_id: str) -> None:
        super().__init__(100, object_id, subcode=33)

    def body(self) -> dict[str, Any]:
        message = (
            f"Unsupported get request. Object with ID '{self.details}' does not exist, cannot be loaded due to"
            " missing permissions, or does not support this operation. Please read the Graph API documentation"
            " at https://developers.facebook.com/docs/graph-api"
        )
        return {
            "message": message,
            "type": "GraphMethodException",
            "code": 100,
            "error_subcode": 33,
            "fbtrace_id": TRACE,
        }


def told_later(code: int, details: str) -> dict[str, Any]:
    """The same refusal as it appears in a `failed` status."""
    return {
        "code": code,
        "title": TITLES[code],
        "message": TITLES[code],
        "error_data": {"details": details},
        "href": HREF,
    }
