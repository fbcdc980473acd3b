"""The picture of a timeline as numbers: where its scale puts a year, where a mark and its words stand. No database, no markup."""
