"""The citizen's pages: what is offered, how an application stands, how data is used. No account, no JavaScript."""
