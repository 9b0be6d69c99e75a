"""Districts and villages by name, with the slips people make; never by a guess between two."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from lojar.catalogue.shapes import Region

from .misread import Misread, Read
from .spelling import plain

NEAR_ENOUGH = 84
_TITLE = re.compile(r"^(kecamatan|kec|kelurahan|kel|desa|ds|district|village|subdistrict)\b ?")


@dataclass(frozen=True, slots=True)
class Places:
    """The districts of the office's regency, and the villages of each."""

    districts: tuple[Region, ...] = ()
    villages: Callable[[str], tuple[Region, ...]] = lambda code: ()

    def district(self, name: str) -> Region | None:
        return _nearest(name, self.districts)

    def named(self, kind: str, text: str) -> str:
        """The district or village that the first one to three words name; "" where they name none, or two."""
        words = plain(text).split()[:3]
        for length in range(len(words), 0, -1):
            said = " ".join(words[:length])
            found = read_district(said, self) if kind == "district" else read_village(said, self, "")
            if isinstance(found, str) and found and (self.districts or length == len(words)):
                return found
        return ""


def read_district(text: str, places: Places) -> Read:
    """The name as the office writes it. Without a list any text is taken."""
    if not places.districts:
        return text.strip() or Misread("empty")
    found = _nearest(text, places.districts)
    return found.name if found else Misread("no_district")


def read_village(text: str, places: Places, district: str) -> Read:
    """A village of the district given before; before any district, one whose name stands only once."""
    where = places.district(district) if district else None
    if where is not None:
        return _village_in(text, places.villages(where.code))
    every = {d.name: _nearest(text, places.villages(d.code)) for d in places.districts}
    found = {name: village for name, village in every.items() if village}
    best = [name for name, v in found.items() if plain(v.name) == plain(_bare(text))] or list(found)
    if len(best) > 1:
        return Misread("which_district", options=tuple(best))
    if not best:
        return _village_in(text, tuple(v for d in places.districts for v in places.villages(d.code)))
    return found[best[0]].name


def _village_in(text: str, villages: Sequence[Region]) -> Read:
    if not villages:
        return text.strip() or Misread("empty")
    found = _nearest(text, villages)
    return found.name if found else Misread("no_village")


def _nearest(text: str, regions: Sequence[Region]) -> Region | None:
    wanted = plain(_bare(text)).replace(" ", "")
    if len(wanted) < 3:
        return None
    names = {r: plain(r.name).replace(" ", "") for r in regions}
    exact = [r for r, name in names.items() if name == wanted]
    if exact:
        return exact[0]
    near = process.extract(wanted, names, scorer=fuzz.ratio, limit=2, score_cutoff=NEAR_ENOUGH)
    if not near or (len(near) > 1 and near[0][1] - near[1][1] < 3):
        return None
    return near[0][2]


def _bare(text: str) -> str:
    return _TITLE.sub("", plain(text))
