"""``make demo``: starts everything, sends a made-up background, plays the story, and waits."""

import argparse
import json
import os
import shutil
import sys
import time

from rich.console import Console

from chassis.cli import line_of
from deploy.local.home import SERVICES, Home
from deploy.local.people import PEOPLE
from deploy.local.processes import StartFailed
from deploy.local.story.player import Player, StoryBroken
from deploy.local.story.step import Step, Story
from deploy.local.story.steps import STEPS
from deploy.local.system import System, whole_system

console = Console(highlight=False)


def play(system: System, *, background: bool) -> Story:
    """The background and the story; raises StoryBroken."""
    player = Player(system)
    if background:
        from deploy.local.background.play import play_background  # noqa: PLC0415

        play_background(player, console)
    story = Story(player)
    for step in STEPS:
        _play_step(story, step)
    return story


def _play_step(story: Story, step: Step) -> None:
    player = story.player
    player.at(step.at)
    if step.number == "2-3":
        player.system.stop_service("review")
    console.print(f"\n[bold]{step.number}. {step.at:%a %d %b %Y %H:%M}[/bold]  {step.words}")
    step.play(story)
    if player.incident is None:
        return
    life = player.life()
    for told in life[player.seen :]:
        if told.name != "case-state-changed":
            console.print("   " + line_of(told).replace("\n", "\n   "))
    player.seen = len(life)


def main() -> int:
    """0 when all of the story happened as written."""
    words = argparse.ArgumentParser(description="The demonstration.")
    words.add_argument("--no-background", action="store_true")
    given = words.parse_args()
    home = Home(Home().path / "demo")
    shutil.rmtree(home.path, ignore_errors=True)
    began = time.monotonic()
    console.print("Starting Apache Kafka, PostgreSQL, sign-in and the four services ...")
    try:
        with whole_system(home, fsync=False) as system:
            console.print(f"All is up after {time.monotonic() - began:.0f} s.")
            story = play(system, background=not given.no_background)
            addresses = {service: system.servers.dsn(service) for service in SERVICES}
            (Home().path / "databases.json").write_text(json.dumps(addresses))
            _say_where(system, story, time.monotonic() - began)
            if os.environ.get("ONCE") != "1":
                _wait()
    except StartFailed as failure:
        console.print(f"[red]{failure}[/red]")
        return 1
    except StoryBroken as broken:
        console.print(f"[red]The story broke: {broken}[/red]")
        return 1
    return 0


def _say_where(system: System, story: Story, seconds: float) -> None:
    console.print(f"\n[bold]Every step happened as written[/bold], after {seconds:.0f} s.")
    console.print("Left out: steps 17, 20 and 23 lean on national reviews and recommendations.")
    console.print(f"  The case        {story.reference}   (cspr story {story.reference})")
    console.print(f"  The desk        {system.url('correspondence')}/desk")
    console.print(f"  Partner pages   {system.url('correspondence')}/partner")
    console.print(f"  Intake API      {system.url('notify')}/openapi.json")
    console.print(f"  Trends          {system.url('analytics')}/trends")
    console.print(
        "  Sign in as      " + ", ".join(p.name for p in PEOPLE[:3]) + " … (a list is shown)"
    )


def _wait() -> None:
    console.print("\nCtrl-C ends it.")
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        console.print("Stopped.")


if __name__ == "__main__":
    sys.exit(main())
