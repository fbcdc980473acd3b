"""Signing in, invitations, and the administrator's page of accounts."""
