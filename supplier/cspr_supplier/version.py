"""The version of the kit: the one place where it stands."""

VERSION = "1.0.0"
