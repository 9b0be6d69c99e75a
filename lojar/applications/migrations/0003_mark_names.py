"""Cases from before searching by name: their names and villages become marks. Not one transaction: it may go on where it stopped."""

from django.db import migrations

from lojar.applications.name_marks import marks_of
from lojar.applications.rules.person import VILLAGE

BATCH = 1000


def mark_names(apps, schema_editor):
    """Of rows without marks. A village that a member of a package only borrowed is marked when its values next change."""
    rows = apps.get_model("applications", "Application").objects
    last = 0
    while batch := list(
        rows.filter(pk__gt=last, name_marks=[]).only("office_id", "person_name", "values").order_by("pk")[:BATCH]
    ):
        for row in batch:
            row.name_marks = marks_of(row.office_id, row.person_name, row.values.get(VILLAGE[0]) or "")
        rows.bulk_update(batch, ["name_marks"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("applications", "0002_search_by_name")]
    operations = [migrations.RunPython(mark_names, migrations.RunPython.noop)]
