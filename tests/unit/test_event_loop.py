"""The event loop of the tests tells when nothing is left to do."""

from __future__ import annotations

import asyncio

from tests.support.event_loop import given_by, nothing_left


async def test_a_chain_of_tasks_is_waited_for() -> None:
    """Each task gives another one something to do, a hundred times: all of it is done, and no timer is waited for."""
    queues: list[asyncio.Queue[int]] = [asyncio.Queue() for _ in range(100)]
    arrived: list[int] = []

    async def pass_on(place: int) -> None:
        number = await queues[place].get()
        if place + 1 == len(queues):
            arrived.append(number)
        else:
            queues[place + 1].put_nowait(number)

    tasks = [asyncio.create_task(pass_on(place)) for place in range(len(queues))]
    timer = asyncio.create_task(asyncio.sleep(3600))
    await nothing_left()
    assert arrived == []
    queues[0].put_nowait(7)
    await nothing_left()
    assert arrived == [7]
    assert all(task.done() for task in tasks)
    assert not timer.done()
    timer.cancel()


async def test_work_tells_whether_it_gave_the_loop_anything_to_do() -> None:
    """A picture that asks for another one is followed by one more look; one that asks for nothing is the last."""
    done: list[str] = []

    async def nothing() -> None:
        done.append("nothing")

    async def something() -> None:
        asyncio.get_running_loop().call_soon(done.append, "later")

    assert not await given_by(nothing)
    assert await given_by(something)
    assert done == ["nothing", "later"]
