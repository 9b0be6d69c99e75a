"""The citizen's side: what a phone can do, and how a chat looks on it."""
