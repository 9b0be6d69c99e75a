"""Meta's side of the Graph API, as strict as the original."""
