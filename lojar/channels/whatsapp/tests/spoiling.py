"""Real payloads as one tree around messages that stay as they are, and everything that can be done to the rest."""

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any
from zlib import crc32

from lojar.channels.tests.line import NUMBER, PAYLOADS

NOW = 1_795_305_600

# What json.dumps cannot write stands for itself until the text is made.
DEEP, DIGITS, SAME = "@@deep:", "@@digits:", "@@same:"
LONG = (300, 5_000, 70_000)
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 7, 2**31, 2**63, 10**30, 10**3000, 1.5, -0.0, 1e308, float("nan"), float("inf"),
    "", " ", "x", "0", "-1", "--5", "1e999", "9" * 5000, "NaN", "null", "\x00", "a\x00b", "\ud83d", "\udfff\ud800",
    "\u202e\u200b", "' OR 1=1; --", "<script>", "../../etc", "wamid.", "62800000000011", "ID.1", "%s{0}",
    [], {}, [[]], [None], {"": None}, {"id": None}, [{}], {"a": {"b": {"c": [1, {"d": "e"}]}}}, ["id", "from"],
    f"{DEEP}50", f"{DEEP}500", f"{DEEP}5000", f"{DEEP}100000",
    f"{DIGITS}400", f"{DIGITS}5000",
)  # fmt: skip
TYPES = (
    "text", "image", "document", "audio", "video", "sticker", "location", "contacts", "interactive", "button",
    "reaction", "order", "system", "edit", "revoke", "unsupported", "unknown", "hologram", "", None, [], {}, 5,
)  # fmt: skip
STATUSES = ("sent", "delivered", "read", "failed", "played", "deleted", "warning", "", None, [], 3)
STAMPS = ("1795305600", "1795305600000", "0", "-5", "x", "", None, [], {}, 1e300, 10**400, True, "9" * 400)
KEYS = (
    "id", "from", "type", "text", "timestamp", "errors", "system", "context", "statuses", "contacts", "value",
)  # fmt: skip


def _mark(name: str) -> str:
    """A bit that is turned over in one body must not give the id of a good message of another: that one would come
    second, and be taken for a repeat."""
    return f"{crc32(name.encode()):08x}"


class Whole:
    """One body as a tree, and the nodes in it that lead to what is good."""

    def __init__(self, rng: random.Random, name: str) -> None:
        self.random = rng
        self.good: dict[str, str] = {}
        self.messages: list[dict[str, Any]] = []
        self.told: list[str] = []
        self._sacred: set[int] = set()  # may be added to, not changed: they hold what is good
        self.tree = self._laid_out(name)

    def _laid_out(self, name: str) -> dict[str, Any]:
        bad = [copy.deepcopy(self.random.choice(_payloads())) for _ in range(self.random.randrange(1, 4))]
        entries = [entry for payload in bad for entry in payload["entry"]]
        good = self._good_value(name)
        where = self.random.choice(("entry", "change", "value"))
        if where == "value":
            for value in self._values(entries):
                for key in ("contacts", "messages", "statuses", "errors"):
                    good.setdefault(key, [])
                    good[key] = self._shuffled([*good[key], *value.get(key, [])])
        change = {"field": "messages", "value": good}
        changes = [change]
        if where == "change" and entries:
            changes += [each for entry in entries for each in entry.get("changes", [])]
            entries = []
        entry = {"id": "102290129340398", "changes": self._shuffled(changes)}
        tree = {"object": "whatsapp_business_account", "entry": self._shuffled([*entries, entry])}
        metadata = good["metadata"]
        self._sacred |= {
            id(node)
            for node in (
                tree,
                tree["entry"],
                entry,
                entry["changes"],
                change,
                good,
                metadata,
                good["messages"],
            )
        }
        if self.told:
            self._sacred.add(id(good["statuses"]))
        return tree

    def _good_value(self, name: str) -> dict[str, Any]:
        messages = []
        for n in range(self.random.choice((1, 1, 2))):
            wamid, body = f"wamid.GOOD{name}.{n}.{_mark(name)}", f"pesan baik {name} ke-{n}"
            phone = f"62800{self.random.randrange(10**8):08}"
            messages.append(
                {"from": phone, "id": wamid, "timestamp": str(NOW - self.random.randrange(600)), "type": "text",
                 "text": {"body": body}}
            )  # fmt: skip
            self.good[wamid] = body
        value: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "622150050100", "phone_number_id": NUMBER},
            "contacts": [],
            "messages": messages,
        }
        if self.random.random() < 0.3:
            wamid = f"wamid.TOLD{name}.{_mark(name)}"
            value["statuses"] = [{"id": wamid, "status": "delivered", "timestamp": str(NOW)}]
            self.told.append(wamid)
        self.messages = messages
        self._untouchable = {id(each) for each in (*messages, *value.get("statuses", []))}
        return value

    @staticmethod
    def _values(entries: list[Any]) -> Iterator[dict[str, Any]]:
        for entry in entries:
            for change in entry.get("changes", []):
                if change.get("value", {}).get("metadata", {}).get("phone_number_id") == NUMBER:
                    yield change["value"]

    def _shuffled(self, items: list[Any]) -> list[Any]:
        return self.random.sample(items, len(items))

    # Spoiling

    def spoil(self) -> None:
        places = list(self._places(self.tree))
        holder, key = self.random.choice(places)
        if self._is_sacred(holder, key) or self.random.random() < 0.1:
            self._add(holder)
        else:
            self._change(holder, key)

    def _places(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Every place where a value stands, without those inside of what is good."""
        keys: Any = node if isinstance(node, dict) else range(len(node))
        for key in keys:
            yield node, key
            if isinstance(node[key], dict | list) and id(node[key]) not in self._untouchable:
                yield from self._places(node[key])

    def _is_sacred(self, holder: Any, key: Any) -> bool:
        node = id(holder[key])
        return (
            node in self._sacred
            or node in self._untouchable
            or key == "phone_number_id"
            or (holder is self.tree and key == "object")
        )

    def _add(self, holder: Any) -> None:
        junk = self._junk()
        if isinstance(holder, list):
            holder.insert(self.random.randrange(len(holder) + 1), junk)
            return
        twice = [
            key
            for key in holder
            if isinstance(key, str) and key not in ("metadata", "phone_number_id", "object")
        ]
        strange = [f"{SAME}{key}" for key in twice] + [
            f"{key}\x00" for key in twice if key != "phone_number_id"
        ]
        holder[self.random.choice(["x", "", "\x00", "\ud800", "k" * 5000, *strange])] = junk

    def _change(self, holder: Any, key: Any) -> None:
        self.random.choice(
            (
                self._drop,
                self._replace,
                self._replace,
                self._fitting,
                self._nest,
                self._rename,
                self._repeat,
                self._spell,
            )
        )(holder, key)

    def _drop(self, holder: Any, key: Any) -> None:
        del holder[key]

    def _replace(self, holder: Any, key: Any) -> None:
        holder[key] = self._junk()

    def _fitting(self, holder: Any, key: Any) -> None:
        """Something that might stand there."""
        known = {"type": TYPES, "status": STATUSES, "timestamp": STAMPS}
        holder[key] = self.random.choice(known.get(key, JUNK))

    def _nest(self, holder: Any, key: Any) -> None:
        holder[key] = self.random.choice(
            ([holder[key]], {"x": holder[key]}, {str(key): holder[key]}, [[holder[key]], holder[key]])
        )

    def _rename(self, holder: Any, key: Any) -> None:
        to = self.random.choice((*KEYS, str(key).upper(), f"{key} "))
        if isinstance(holder, dict) and to not in holder:
            holder[to] = holder.pop(key)

    def _repeat(self, holder: Any, key: Any) -> None:
        again = copy.deepcopy(holder[key])
        if isinstance(holder, list):
            holder.extend([again] * self.random.choice((1, 2, 50)))
        else:
            holder[f"{SAME}{key}"] = again

    def _spell(self, holder: Any, key: Any) -> None:
        if isinstance(holder[key], str):
            letters = self.random.choice(("\x00", "\ud800", "é", "\u202e", "😀", "\\", '"', "\x1b[2J", "٣"))
            holder[key] = self.random.choice((letters + holder[key], letters * 50, holder[key] + letters))

    def _junk(self) -> Any:
        if self.random.random() < 0.05:
            return "n" * self.random.choice(LONG)
        return copy.deepcopy(self.random.choice(JUNK))

    def written(self) -> bytes:
        text = json.dumps(
            self.tree,
            ensure_ascii=self.random.random() < 0.7,
            indent=self.random.choice((None, None, None, 1)),
        )
        text = text.replace(f'"{SAME}', '"')
        for depth in (50, 500, 5000, 100_000):
            text = text.replace(f'"{DEEP}{depth}"', "[" * depth + "]" * depth)
        for length in (400, 5000):
            text = text.replace(f'"{DIGITS}{length}"', "9" * length)
        return text.encode("utf-8", "surrogatepass")


@cache
def _payloads() -> tuple[Any, ...]:
    paths = (
        path for path in sorted(PAYLOADS.glob("*.json")) if not path.stem.startswith(("http_", "graph_"))
    )
    return tuple(json.loads(path.read_text("utf-8")) for path in paths if path.stat().st_size < 20_000)
