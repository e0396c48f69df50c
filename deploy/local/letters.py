"""Keeps the letters of the story as files, as a person would download them."""

from pathlib import Path

from deploy.local.story.player import StoryBroken
from deploy.local.story.step import SECRETARY, Story


def keep_letters(story: Story, folder: Path) -> list[Path]:
    """Each letter that was sent, as a PDF in ``folder``; raises StoryBroken when one is none."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _keep(story, letter, folder / f"{story.reference}-letter-{number}.pdf")
        for number, letter in enumerate(story.letters, 1)
    ]


def _keep(story: Story, letter: str, file: Path) -> Path:
    path = f"/v1/letters/{letter}/pdf"
    answer = story.player.send("GET", "correspondence", path, SECRETARY)
    if answer.status_code != 200 or not answer.content.startswith(b"%PDF-"):
        raise StoryBroken(f"{path} gave no PDF: {answer.status_code} {answer.text[:300]}")
    file.write_bytes(answer.content)
    return file
