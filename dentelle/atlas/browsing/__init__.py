"""What the published rows say, as pages and the command line ask for it."""
