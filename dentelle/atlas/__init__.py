"""The store: kept tables (what people decided, what was ever seen) and made tables (what a weave can make again)."""
