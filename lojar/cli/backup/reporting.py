"""What an IT person reads: one line after a backup, fit for cron's mail; after a restore, what is still to be done."""

from collections.abc import Iterator

from lojar.cli.backup.restoring import Restored
from lojar.cli.backup.taking import Taken
from lojar.cli.backup.words import in_words, some

TO_DO = """
What to do now:
  1. lojar setup, then lojar check: nothing may be missing.
  2. Start lojar serve and lojar work. Officers log in again.
  3. Point the name (DNS) or the proxy to this machine. What Meta could not deliver it delivers now, up to 7 days
     back, by itself. In Meta's dashboard the address and the verify token of the webhook must still be these.
  4. What happened after {made} is not here, and what was answered then does not come again:
     messages, photos, decisions, hand-overs, numbers given to citizens. Officers do theirs again; whoever
     shows a number that nobody knows is asked to send the papers once more.
  5. lojar backup FOLDER: a new set, from this machine."""


def line_of(taken: Taken) -> str:
    manifest, objects = taken.manifest, taken.manifest.objects
    how = "is whole" if taken.is_whole else "NEEDS A LOOK"
    new = f"{taken.new:,} of them new ({in_words(taken.new_bytes)})"
    parts = [
        f"Backup {taken.name} {how}: database {in_words(manifest.database.bytes)}",
        f"{objects.count:,} objects ({in_words(objects.bytes)}), {new}",
        *_losses(taken),
        "the first set here" if taken.sets == 1 else f"{taken.sets} sets",
        f"{taken.seconds:.0f} s",
    ]
    return "; ".join(parts) + "."


def _losses(taken: Taken) -> Iterator[str]:
    objects = taken.manifest.objects
    if objects.let_go:
        yield f"{len(objects.let_go)} were deleted meanwhile, as retention wants it"
    if objects.lost:
        yield f"{len(objects.lost)} are LOST in the photo store ({some(objects.lost)})"
    if taken.saved:
        yield f"{len(taken.saved)} are lost in the photo store and SAVED here ({some(taken.saved)})"
    if taken.damaged:
        yield f"the older set {some(taken.damaged)} is damaged, and no object is let go of as long as it is there"
    if taken.unknown_keys:
        yield f"some is sealed with keys that LOJAR_EVIDENCE_KEY lacks ({some(taken.unknown_keys)})"


def report_of(done: Restored) -> Iterator[str]:
    manifest, resumed = done.manifest, done.resumed
    there = manifest.objects.count - len(done.broken)
    yield ""
    yield f"Restored: {done.name}, made {_made(done)} by Lojar {manifest.lojar}."
    yield f"  rows      {sum(manifest.rows.values()):,} in {len(manifest.rows)} tables, each as the set says"
    yield f"  objects   {there:,} of {manifest.objects.count:,}"
    yield f"  opened    {done.sample.opened} values and photos, taken at random"
    if resumed is not None:
        yield f"  messages  {resumed.queued} that were queued and {resumed.in_flight} on their way were NOT sent:"
        yield "            the desk shows them under Gangguan; look at the chat, then send again or leave it."
        yield f"            {resumed.held} are held until the citizen writes, {resumed.waiting} webhooks are to be read"
    yield from _troubles(done)
    yield TO_DO.format(made=_made(done))


def _troubles(done: Restored) -> Iterator[str]:
    if let_go := done.manifest.objects.let_go:
        yield f"  deleted   {len(let_go)} objects while the backup was made: by retention, or a PDF was replaced"
    if done.broken:
        yield f"  BROKEN    {len(done.broken)} objects are missing or changed in the backup: {some(done.broken)}"
    if done.unseen:
        yield f"  LOST      {len(done.unseen)} objects that rows name are nowhere: {some(done.unseen)}"
    if done.sample.closed:
        yield f"  CLOSED    {len(done.sample.closed)} values or photos did not open: {some(done.sample.closed)}"


def _made(done: Restored) -> str:
    return f"{done.manifest.made:%Y-%m-%d %H:%M} UTC"
