"""``make demo``: starts everything, sends a made-up background, plays the story, and waits."""

import argparse
import os
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from chassis.cli import line_of
from deploy.local.addresses import (
    known_to_cspr,
    pages,
    sandbox_words,
    sign_ins,
    tell_cspr,
    token_call,
)
from deploy.local.background.play import play_background
from deploy.local.composed import DOWN, composed
from deploy.local.home import Home
from deploy.local.letters import keep_letters
from deploy.local.processes import StartFailed
from deploy.local.second import steps as second
from deploy.local.servers import running
from deploy.local.story import steps as first
from deploy.local.story.player import Player, StoryBroken
from deploy.local.story.step import Step, Story
from deploy.local.system import System, whole_system

console = Console(highlight=False, soft_wrap=True)
STORIES = {"one": first.STEPS, "two": second.STEPS}
LEFT_OUT = """Left out: steps 17 and 20, which lean on national reviews and recommendations: not built yet.
Step 23 (nothing of the child elsewhere, figures made again from Kafka) is what make test asserts of it."""


def play(system: System, name: str = "one") -> Story:
    """The background and a story, which leans on it; raises StoryBroken."""
    play_background(Player(system), console)
    return play_story(system, name)


def play_story(system: System, name: str) -> Story:
    """A story alone, on what the system holds by now; raises StoryBroken."""
    story = Story(Player(system))
    for step in STORIES[name]:
        _play_step(story, step)
    return story


def _play_step(story: Story, step: Step) -> None:
    player = story.player
    player.at(step.at)
    if step.number == "2-3":
        player.system.stop_service("review")
    console.print(f"\n[bold]{step.number}. {step.at:%a %d %b %Y %H:%M}[/bold]  {step.words}")
    step.play(story)
    for one in (story, story.beside):
        if one and one.player.incident:
            _say_what_followed(one, beside=one is not story)


def _say_what_followed(story: Story, *, beside: bool) -> None:
    life = story.player.life()
    later = [told for told in life[story.player.seen :] if not told.compacted]
    if beside and later:
        console.print(f"   and of {story.reference}:")
    for told in later:
        console.print("   " + line_of(told).replace("\n", "\n   "))
    story.player.seen = len(life)


def arguments() -> argparse.Namespace:
    """What was asked; ``make demo ONCE=1 AGAINST=compose`` says it in the environment, and so does ``STORY=two``."""
    words = argparse.ArgumentParser(description="The demonstration.")
    words.add_argument(
        "--against", choices=("local", "compose"), default=os.environ.get("AGAINST") or "local"
    )
    words.add_argument("--story", choices=STORIES, default=os.environ.get("STORY") or "one")
    words.add_argument("--home", type=_folder, default=Home().demo.path)
    asked = words.parse_args()
    if asked.story not in STORIES:
        words.error(f"STORY is one of: {', '.join(STORIES)}")
    return asked


def _folder(word: str) -> Path:
    return Path(word).resolve()


def demonstrate(asked: argparse.Namespace) -> None:
    """Start, play, say where everything is, and wait unless ONCE=1."""
    began = time.monotonic()
    console.print("Starting Apache Kafka, PostgreSQL, sign-in and the four services ...")
    with ExitStack() as stack:
        system = _start(stack, asked)
        console.print(f"All is up after {time.monotonic() - began:.0f} s.")
        story = play(system, asked.story)
        letters = keep_letters(story, asked.home / "letters")
        seconds = time.monotonic() - began
        console.print(f"\n[bold]Every step happened as written[/bold], after {seconds:.0f} s.")
        if asked.story == "one":
            console.print(LEFT_OUT)
        _say_where(system, story, letters)
        console.print(
            "\nThe sandbox for suppliers (supplier/README.md); make supplier builds the kit:"
        )
        for line in sandbox_words(system, asked.home):
            console.print(f"  {line}")
        if asked.against == "compose":
            console.print(f"\nThe containers go on; {DOWN} ends them.")
        elif os.environ.get("ONCE") != "1":
            console.print("\nCtrl-C ends it.")
            _wait(system)


def _wait(system: System) -> None:
    while True:
        system.servers.fail_if_dead()
        time.sleep(1)


def _start(stack: ExitStack, asked: argparse.Namespace) -> System:
    """The system without a former run's data; raises StartFailed when the folder is in use."""
    home = Home(asked.home)
    databases = (Home() if home == Home().demo else home).path / "databases.json"
    if asked.against == "compose":
        stack.enter_context(home.held(fresh=True))
        system: System = stack.enter_context(composed())
        tell_cspr(system, databases)
        return system
    servers = running(home, fsync=False, fresh=True)
    system = stack.enter_context(whole_system(home, servers=servers))
    stack.enter_context(known_to_cspr(system, databases))
    return system


def _say_where(system: System, story: Story, letters: list[Path]) -> None:
    for what, where in pages(system, story.reference, letters):
        console.print(f"  {what:19} {where}")
    console.print("\nSign in, without a password, as one of:")
    people = Table.grid(padding=(0, 1), pad_edge=True)
    for page, names in sign_ins():
        people.add_row(f" {page:19}", names)
    console.print(people, soft_wrap=False)
    console.print(f"  a case system       {token_call(system)}")


def main() -> int:
    """0 when all of the story happened as written."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # make down ends it as Ctrl-C does
    try:
        demonstrate(arguments())
    except StartFailed as failure:
        console.print(str(failure), style="red", markup=False)
        return 1
    except StoryBroken as broken:
        console.print(f"The story broke: {broken}", style="red", markup=False)
        return 1
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 130 if os.environ.get("ONCE") == "1" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
