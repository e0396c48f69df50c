"""What a version lacks: it warns and never blocks, for no format is prescribed. Pure."""

PARTNERS = ("authority", "health", "police")
UNCONFIRMED = "the structured core is not confirmed yet"


def what_is_missing(
    view: str,
    positions: tuple[tuple[str, str, bool], ...],
    themes: tuple[str, ...],
    *,
    has_rationale: bool,
    has_document: bool,
) -> tuple[str, ...]:
    """In words that pages and letters share."""
    stated = {partner for partner, _, _ in positions}
    checks = {
        "no document is attached": not has_document,
        "no rationale for the decision on an LCSPR": not has_rationale,
        "the partners have reached no decision on an LCSPR": view == "none_reached",
        **{f"no position of the {partner} is given": partner not in stated for partner in PARTNERS},
        "a partner withholds its position": any(held for _, _, held in positions),
        "no theme is named": not themes,
    }
    return tuple(words for words, missing in checks.items() if missing)
