"""How many SQL queries each page asks, however much there is to show."""

import pytest
from atlas_rows import concept_value, date_value, number_value

pytestmark = pytest.mark.django_db

# Queries of each page; the issue allows 15.
COUNTS = {
    "": 15,
    "search/?q=vale": 3,
    "directory/": 8,  # two of them read the index of facets, which the process then holds
    "directory/organisation/?letter=a": 8,
    "charter/": 14,  # half of them the first time after something changed, as for the timeline
    "labels/": 6,
    "agenda/": 7,
    "timeline/": 12,
    "timeline/?from=1700&to=1800&by=theme": 12,
    "disputes/": 9,
    "sources/": 4,
    "legal/": 1,
}


def grow(town):
    """Ten times more of everything."""
    source = town.sources["list"]
    for number in range(10):
        firm = town.rows.entity(f"Firme {number}", "organisation", "company")
        event = town.rows.entity(f"Salon {number}", "event", "fair")
        town.rows.fact(firm, "works_in", concept_value("culture"), (source, f"Firme {number}; culture"))
        town.rows.fact(firm, "holds_label", town.entities["french_tech"], (source, f"Firme {number}; label"))
        town.rows.fact(event, "takes_place", date_value("2030-05"), (source, "x"), earliest="2030-05-01", latest="2030-05-31")
        town.rows.fact(
            town.entities["ateliers"], "hosts", firm, (source, f"Firme {number}; hôte"), (town.sources["town"], "Praxys")
        )
        for rank in (0, 1):
            town.rows.fact(
                firm, "staff_size", number_value(rank + 1, "salariés"), (source, "x"), conflict=f"staff {number}", rank=rank
            )


@pytest.mark.parametrize("grown", [False, True])
@pytest.mark.parametrize(("page", "count"), COUNTS.items())
def test_queries_of_lists(client, town, django_assert_num_queries, page, count, grown):
    if grown:
        grow(town)
    client.get("/fr/legal/")  # vocabulary and templates are read once
    with django_assert_num_queries(count):
        client.get(f"/fr/{page}")


@pytest.mark.parametrize("grown", [False, True])
def test_queries_of_entity_and_document(client, town, django_assert_num_queries, django_assert_max_num_queries, grown):
    if grown:
        grow(town)
    with django_assert_max_num_queries(17):  # five of them read the network anew, for these rows are of no run
        client.get(f"/fr/entity/{town.entities['ateliers'].identity_id}/")
    with django_assert_num_queries(7):
        client.get(f"/fr/document/{town.sources['town'].id}/")
    with django_assert_num_queries(6):
        client.get(f"/fr/entity/{town.entities['french_tech'].identity_id}/linked/holds_label/")
