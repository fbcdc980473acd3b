"""The interface: needs of firms and founders beside what is offered to them. The rules here know no Django and no database."""
