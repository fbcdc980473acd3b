"""One module a page: ask the query, render the template of the same name."""
