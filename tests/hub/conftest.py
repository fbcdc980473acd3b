from strict_pages import compiled_catalogs, strict_templates  # noqa: F401 - fixtures
