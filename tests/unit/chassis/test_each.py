"""A round of due work: what fails in it holds up nothing that comes after."""

from chassis.schedule import each


async def test_one_that_fails_is_logged_and_the_others_are_worked_on() -> None:
    seen: list[int] = []

    async def work(one: int) -> int:
        seen.append(one)
        if one == 2:
            raise ValueError(one)
        return one

    assert await each([1, 2, 3], work) == 4
    assert seen == [1, 2, 3]
