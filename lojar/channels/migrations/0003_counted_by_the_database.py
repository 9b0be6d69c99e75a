"""The database itself counts what comes into the three books and what leaves them.

A row that is not settled cannot be deleted, by no code path and by no hand: nothing can leave the sum. The count is
kept apart from the rows, so that `lojar ledger` can hold the one against the other.
"""

from django.db import migrations

# table, name of the book, what is not settled yet
BOOKS = (
    ("channels_webhookdelivery", "deliveries", "state = 'waiting'"),
    ("channels_inboundmessage", "messages", "heard_at IS NULL OR media_state = 'waiting'"),
    ("channels_outboundmessage", "outbound", "state IN ('queued', 'held', 'in_flight')"),
)

COUNT_IN = """
CREATE FUNCTION channels_count_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO channels_ledgerslip (what, "on", count)
        SELECT TG_ARGV[0], current_date, count(*) FROM came HAVING count(*) > 0;
    RETURN NULL;
END
$$
"""
COUNT_OUT = """
CREATE FUNCTION channels_count_out_{book}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone WHERE {open}) THEN
        RAISE EXCEPTION 'what is not settled stays in the ledger ({book})' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO channels_ledgerslip (what, "on", count)
        SELECT '{book}', current_date, -count(*) FROM gone HAVING count(*) > 0;
    RETURN NULL;
END
$$
"""
WATCH_IN = """
CREATE TRIGGER {table}_counted_in AFTER INSERT ON {table} REFERENCING NEW TABLE AS came
FOR EACH STATEMENT EXECUTE FUNCTION channels_count_in('{book}')
"""
WATCH_OUT = """
CREATE TRIGGER {table}_counted_out AFTER DELETE ON {table} REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION channels_count_out_{book}()
"""
# What was there before the books were opened.
OPENING = """
INSERT INTO channels_ledgersum (what, "on", count)
    SELECT '{book}', current_date, count(*) FROM {table} HAVING count(*) > 0
"""


def _operations():
    yield migrations.RunSQL(COUNT_IN, "DROP FUNCTION channels_count_in()")
    for table, book, open_ in BOOKS:
        names = {"table": table, "book": book, "open": open_}
        yield migrations.RunSQL(OPENING.format(**names), migrations.RunSQL.noop)
        yield migrations.RunSQL(WATCH_IN.format(**names), f"DROP TRIGGER {table}_counted_in ON {table}")
        yield migrations.RunSQL(COUNT_OUT.format(**names), f"DROP FUNCTION channels_count_out_{book}()")
        yield migrations.RunSQL(WATCH_OUT.format(**names), f"DROP TRIGGER {table}_counted_out ON {table}")


class Migration(migrations.Migration):
    dependencies = [("channels", "0002_the_ledger")]

    operations = list(_operations())
