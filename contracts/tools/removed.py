"""Which fields of an old schema a new one has no more, in lists and alternatives too."""

from contracts.tools.schema import WRITTEN, Schema, resolve

Refs = tuple[tuple[str, str], ...]


def removed(old: Schema, new: Schema) -> list[str]:
    """Each field that is gone, or is no longer always written."""
    return _Search(old, new).fields(old, new, "", ())


class _Search:
    """Both roots, to follow references in."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old_root, self._new_root = old, new

    def fields(self, old: Schema, new: Schema, at: str, seen: Refs) -> list[str]:
        pair = (old.get("$ref", ""), new.get("$ref", ""))
        if pair in seen:
            return []  # models that hold themselves are read once on each way
        seen = (*seen, pair) if all(pair) else seen
        old, new = resolve(old, self._old_root), resolve(new, self._new_root)
        if "anyOf" in old or "anyOf" in new:
            return self._alternatives(old, new, at, seen)
        after, found = new.get("properties", {}), []
        for name, field in old.get("properties", {}).items():
            if name in after:
                found += self.fields(field, after[name], f"{at}/{name}", seen)
            else:
                found.append(f"{at}/{name} was removed or renamed")
        for name in old.get(WRITTEN, ()):
            if name in after and name not in new.get(WRITTEN, ()):
                found.append(f"{at}/{name} was always written, and is not any more")
        if isinstance(old.get("items"), dict) and isinstance(new.get("items"), dict):
            found += self.fields(old["items"], new["items"], f"{at}/*", seen)
        return found

    def _alternatives(self, old: Schema, new: Schema, at: str, seen: Refs) -> list[str]:
        """Each old alternative must live on, with all its fields, in one of the new."""
        options = new.get("anyOf", [new])
        found: list[str] = []
        for one in old.get("anyOf", [old]):
            gone = [self.fields(one, other, at, seen) for other in options]
            fewest: list[str] = min(gone, key=len)
            found += fewest
        return found
