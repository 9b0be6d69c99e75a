"""What other rooms may listen for. They are called inside the transaction that made the change."""

from django.dispatch import Signal

# Two contacts turned out to be one person: kept, gone, at. Whoever points to `gone` points to `kept` from now on.
contacts_merged = Signal()
