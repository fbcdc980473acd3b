"""Backup, restore, and what of the store can be made again."""
