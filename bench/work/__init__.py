"""The rows of the table, one file a row."""

from bench.work import drain, opening, receipt
from bench.work.kind import Work

WORKS: tuple[Work, ...] = (opening.WORK, drain.WORK, receipt.WORK)
