"""Dentelle weaves the scattered documents of a territory into one sourced atlas."""

__version__ = "0.1.0"
