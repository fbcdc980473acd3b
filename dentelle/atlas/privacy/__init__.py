"""Who is left out, what may be shown, how long it is kept, and how it goes from every place where it stands."""
