"""Lojar, the remote counter of a civil registration office."""

__version__ = "0.1.0"
