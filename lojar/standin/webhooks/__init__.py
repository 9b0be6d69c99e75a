"""What Meta tells the office: signed, queued, repeated until it is answered with 200."""
