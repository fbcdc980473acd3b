"""From what sources say and persons decided to the rows that readers see: the same code for weaves and for decisions."""
