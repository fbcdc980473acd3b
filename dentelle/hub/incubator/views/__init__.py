"""The pages of the incubator: thin, one module a section."""
