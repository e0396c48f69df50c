"""Fetches the front-end assets by npm and puts what pages need into ``static/vendor``."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NODE = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
FILES = (
    "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.css",
    "swagger-ui-dist/swagger-ui.css",
    "swagger-ui-dist/swagger-ui-bundle.js",
    "axe-core/axe.min.js",
)
LICENSED_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
"""GDS Transport may be shown on GOV.UK alone; without it pages fall back to Arial."""


def main() -> int:
    """0 when every file is in place."""
    npm = Path(sys.executable).parent / "npm"
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(f"npm could not fetch the front-end assets:\n{done.stderr[-2000:]}", file=sys.stderr)
        return 1
    VENDOR.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        shutil.copy(NODE / file, VENDOR)
    for style in VENDOR.glob("*.css"):
        style.write_text(LICENSED_FONT.sub("", style.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
