"""The limit of a relay: the same bytes, from memory, produced in batches; nothing is read or struck off."""

from uuid import UUID

import uvloop

from bench.material import Made
from bench.task import Task
from bench.topics import producer_of, send_all

BATCH = 1000


async def main(task: Task, records: int) -> None:
    """Produce so many records of the task's first kind, each with a key of its own."""
    made = made_before(task, records)
    async with producer_of(task.bootstrap) as producer:
        for at in range(0, len(made), BATCH):
            await send_all(producer, made[at : at + BATCH])


def made_before(task: Task, records: int) -> list[Made]:
    """All the records, before the first is sent."""
    follow = task.follows[0]
    headers = [(name, value.encode()) for name, value in follow.headers]
    return [
        Made(follow.topic, str(UUID(int=number)).encode(), follow.sample.encode(), headers)
        for number in range(records)
    ]


if __name__ == "__main__":
    uvloop.run(main(Task.given(), Task.given().items))
