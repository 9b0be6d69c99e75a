"""Typefaces of the sample papers, bundled because a bare server has none."""
