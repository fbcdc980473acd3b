"""What the pages of the interface show, read in few queries."""
