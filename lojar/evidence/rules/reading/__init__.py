"""What papers say: from lines with places to fields with doubts. Pure: no pictures, no Django."""
