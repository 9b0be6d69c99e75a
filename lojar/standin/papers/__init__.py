"""Made-up sample papers, drawn with Pillow: nobody's data, CONTOH across each, the same on every machine."""
