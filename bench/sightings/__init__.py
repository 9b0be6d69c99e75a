"""Scoring what is seen in photos against what is in them, beside simple rules."""
