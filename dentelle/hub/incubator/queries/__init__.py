"""What the pages of the incubator show."""
