"""What persons decide: taken, recorded in one transaction, shown at once, listed, taken back."""
