"""The files below ``contracts/`` that are written from the models."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from contracts.catalogue import CATALOGUE
from contracts.http_catalogue import HTTP
from contracts.tools import asyncapi, index, samples
from contracts.tools.schema import Published, schema_of

HOME = Path(__file__).resolve().parents[1]
EVERYTHING: tuple[Published, ...] = (*CATALOGUE, *HTTP)
SCHEMAS = "v*.schema.json"


def schema_file(entry: Published, home: Path = HOME) -> Path:
    """The file of the minor that the catalogue names."""
    return home / entry.file


def schema_files(entry: Published, home: Path) -> list[Path]:
    """All its schemas, the newest minor last."""
    return sorted((home / entry.folder).glob(SCHEMAS), key=minor_of)


def minor_of(file: Path) -> int:
    """``v1.12.schema.json`` -> 12."""
    return int(file.name.split(".")[1])


def derived(home: Path, entries: Sequence[Published] = EVERYTHING) -> dict[Path, str]:
    """Every file that is written from the models."""
    files: dict[Path, str] = {}
    for entry in entries:
        files[schema_file(entry, home)] = as_json(schema_of(entry))
        files |= samples_of(entry, home)
    return files | {home / name: text for name, text in _of_all().items()}


class _Plain(yaml.CSafeDumper):
    """Says the same thing twice, where YAML would point back to it."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Nothing is pointed to."""
        return True


@cache
def _of_all() -> dict[str, str]:
    """What is written once, of all types."""
    document = yaml.dump(asyncapi.document(), Dumper=_Plain, sort_keys=False, width=100)
    return {"asyncapi.yaml": document, "index.html": index.page()}


def samples_of(entry: Published, home: Path) -> dict[Path, str]:
    """The samples of one type, those of its newest minor by its name."""
    folder = home / entry.folder / "samples"
    version = entry.file.rpartition("/")[2].removesuffix(".schema.json")
    files = {folder / version / "made-up.json": as_json(samples.valid(entry))}
    for name, sample in samples.invalid(entry).items():
        files[folder / "invalid" / f"{name}.json"] = as_json(sample)
    return files


def as_json(content: Any) -> str:
    """As it is kept in files."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
