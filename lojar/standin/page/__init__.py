"""The page of the phone: one HTML, its styles and its modules; no build step."""
