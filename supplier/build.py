"""Build the kit: ``python -m supplier.build`` leaves one file that runs, and a wheel, in ``build/supplier``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from supplier.cspr_supplier import codes
from supplier.cspr_supplier.schema import OWN, newest
from supplier.cspr_supplier.version import VERSION

HERE = Path(__file__).parent
PACKAGE = "cspr_supplier"
OUT = HERE.parent / "build" / "supplier"
MAIN = """import sys

if sys.version_info < (3, 11):
    sys.stderr.write("cspr-supplier needs Python 3.11 or later, and this is %d.%d.\\n" % sys.version_info[:2])
    sys.exit(2)

from cspr_supplier.cli import main

sys.exit(main())
"""
"""The beginning of the single file, which every older Python can read as far as it has to."""
LONG_AGO = (2020, 1, 1, 0, 0, 0)
"""The same source makes the same file, whenever it is built."""
START = b"#!/usr/bin/env python3\n"


def build(out: Path = OUT) -> tuple[Path, Path]:
    """The single file and the wheel."""
    stage = out / "stage"
    shutil.rmtree(out, ignore_errors=True)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HERE / PACKAGE, stage / PACKAGE, ignore=ignore)
    shutil.copy(newest(), stage / PACKAGE / OWN)
    shutil.copy(codes.POLICY, stage / PACKAGE / codes.OWN)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(HERE / name, stage / name)
    made = _single_file(stage, out), _wheel(stage, out)
    shutil.rmtree(stage)
    return made


def _single_file(stage: Path, out: Path) -> Path:
    path = out / "cspr-supplier.pyz"
    texts = {"__main__.py": MAIN.encode()}
    for file in sorted((stage / PACKAGE).iterdir()):
        texts[f"{PACKAGE}/{file.name}"] = file.read_bytes()
    with path.open("wb") as made:
        made.write(START)
        with ZipFile(made, "w") as archive:
            for name, content in texts.items():
                entry = ZipInfo(name, LONG_AGO)
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, content)
    path.chmod(0o755)
    return path


def _wheel(stage: Path, out: Path) -> Path:
    words = ("-q", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")
    command = [sys.executable, "-m", "pip", "wheel", *words, "-w", str(out), str(stage)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})  # noqa: S603 - our own words
    return out / f"{PACKAGE}-{VERSION}-py3-none-any.whl"


if __name__ == "__main__":
    for built in build():
        print(built.relative_to(Path.cwd()) if built.is_relative_to(Path.cwd()) else built)
