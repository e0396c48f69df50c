"""The limit of a rebuild: every fact consumed and validated, and none of it stored."""

import uvloop
from aiokafka import AIOKafkaConsumer

from bench.task import Task
from contracts.catalogue import by_type


async def main(task: Task) -> None:
    """Read the task's source topics until the process is ended; offsets are committed as it goes."""
    reader = AIOKafkaConsumer(
        *task.source.split(","),
        bootstrap_servers=task.bootstrap,
        group_id=task.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    async with reader:
        while True:
            polled = await reader.getmany(timeout_ms=1000, max_records=task.batch_max)
            for lane in polled.values():
                for record in lane:
                    type_ = dict(record.headers)["ce_type"].decode()
                    by_type()[type_].model.model_validate_json(record.value)
            if polled:
                await reader.commit()


if __name__ == "__main__":
    uvloop.run(main(Task.given()))
