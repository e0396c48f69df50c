"""The rows of the table, one file a row."""

from bench.work import announced, batch, drain, growth, intake, opening, pages, rebuild, receipt
from bench.work.kind import Work

WORKS: tuple[Work, ...] = (
    opening.WORK,
    drain.WORK,
    announced.WORK,
    intake.WORK,
    receipt.WORK,
    batch.WORK,
    rebuild.WORK,
    *growth.WORKS,
    pages.WORK,
)
