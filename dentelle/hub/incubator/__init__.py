"""The incubator: its places and prices, who is in which room, who waits, when a place falls free, what more rooms would change.

The rules (``calendar_months``, ``occupancy``, ``invoices``, ``forecast``, ``futures``, ``scenarios``) know neither Django nor the
clock; ``models`` keeps, ``firms``, ``places``, ``stays``, ``waiting`` and ``planning`` change, ``house`` loads, ``views`` shows.
"""
