"""The menu of a person: a group shows its places where one is in it, and only there."""

from chassis.web.menu import Group, Item, Link, Menu, menu_of

CASES = Group("Cases", (Link("Worklist", "/desk/cases"), Link("Due", "/desk/due")))
LETTERS = Link("Letters", "/desk/letters")
ENTRIES = (CASES, LETTERS)


def test_the_group_one_is_in_shows_its_places_and_which_one_it_is() -> None:
    assert menu_of(ENTRIES, "/desk/due/next") == Menu(
        [Item("Cases", "/desk/cases", active=True), Item("Letters", "/desk/letters", active=False)],
        "Cases",
        [Item("Worklist", "/desk/cases", active=False), Item("Due", "/desk/due", active=True)],
    )


def test_a_place_of_its_own_has_nothing_below_it() -> None:
    found = menu_of(ENTRIES, "/desk/letters")
    assert [one.active for one in found.items] == [False, True]
    assert (found.name, found.places) == ("", ())


def test_a_page_is_at_the_place_that_names_most_of_its_address() -> None:
    found = menu_of(
        (Link("Home", "/"), Link("All", "/desk"), Link("Due", "/desk/due")), "/desk/due"
    )
    assert [one.active for one in found.items] == [False, False, True]
    assert not any(one.active for one in menu_of(ENTRIES, "/desk/casesandmore").items)


def test_a_page_can_belong_to_a_place_whose_address_it_does_not_share() -> None:
    letters = Link("Letters", "/desk/letters", ("/desk/lines",))
    found = menu_of((CASES, letters), "/desk/lines/thanks")
    assert [one.active for one in found.items] == [False, True]
    assert not any(one.active for one in menu_of((CASES, letters), "/desk/linesandmore").items)
