"""What the database itself refuses: to change or remove a line of the audit, whoever asks it and by whatever way.

The one exception is open while ``atlas_auditopening`` has a row, which ``atlas.audit.mask`` adds and removes within one
transaction: names may then be replaced, but no line removed, renumbered, dated or called otherwise.
"""

TABLE = "atlas_auditline"
SHUT = "NOT EXISTS (SELECT 1 FROM atlas_auditopening)"
OTHER = "NEW.id <> OLD.id OR NEW.made_at <> OLD.made_at OR NEW.verb <> OLD.verb"
THERE = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 - words of our own
REFUSED = "the audit is append-only"
ABORT = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"

TRIGGERS: dict[str, tuple[str, ...]] = {  # by Django's name of the database
    "sqlite": (
        f"CREATE TRIGGER audit_never_changes BEFORE UPDATE ON {TABLE} WHEN {SHUT} OR {OTHER} {ABORT}",
        f"CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON {TABLE} {ABORT}",
        # INSERT OR REPLACE removes the older row without asking the trigger above
        f"CREATE TRIGGER audit_never_replaced BEFORE INSERT ON {TABLE} WHEN {THERE} {ABORT}",
    ),
    "postgresql": (
        f"CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'UPDATE' THEN "
        f"IF NOT ({SHUT} OR {OTHER}) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION '{REFUSED}'; END $$",
        f"CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
        f"CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
    ),
}
REMOVAL: dict[str, tuple[str, ...]] = {
    "sqlite": tuple(f"DROP TRIGGER audit_never_{what}" for what in ("changes", "shrinks", "replaced")),
    "postgresql": (
        *(f"DROP TRIGGER audit_never_{what} ON {TABLE}" for what in ("changes", "emptied")),
        "DROP FUNCTION audit_refuses()",
    ),
}
