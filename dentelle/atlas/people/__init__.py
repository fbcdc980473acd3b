"""Accounts, what each may do, what they are told when they may not, and the audit of what they did."""
