"""Names: persons, organisations, places, programmes, events and works; ``finding`` brings what the modules find together."""
