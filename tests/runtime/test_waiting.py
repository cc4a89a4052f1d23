"""Waiting: looks less and less often, ends in time, and shows what it last saw."""

import asyncio
import pickle
from types import SimpleNamespace

import pytest
from runtime.core.errors import WaitFailedError, WaitTimeoutError
from runtime.core.operation import Effect, Operation, Wait
from runtime.waiting import wait, wait_async

GET = Operation(
    "getBatch",
    "GET",
    "/batches/{id}",
    effect=Effect.READ,
    wait=Wait("status", pending=("NEW", "VALIDATING"), failed=("ERRORS",)),
)


class Service:
    """Returns one state after the other, and the last for ever; time passes only by sleeping."""

    def __init__(self, *states):
        self.states = list(states)
        self.calls = []
        self.slept = []
        self.now = 50.0

    def call(self, operation, *, path, query, deadline=None):
        self.calls.append((operation.id, dict(path), dict(query)))
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return SimpleNamespace(status=state, id=path.get("id"))

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def clock(self):
        return self.now


class AsyncService(Service):
    async def call(self, operation, *, path, query, deadline=None):
        return super().call(operation, path=path, query=query)

    async def sleep(self, seconds):
        super().sleep(seconds)


@pytest.fixture(params=[Service, AsyncService])
def service(request):
    return request.param


def waited(service, operation=GET, **options):
    settings = {"path": {"id": 7}, "clock": service.clock, "sleep": service.sleep} | options
    if isinstance(service, AsyncService):
        return asyncio.run(wait_async(service, operation, **settings))
    return wait(service, operation, **settings)


def test_it_looks_until_the_state_passes(service):
    made = service("NEW", "VALIDATING", "ACTIVE")

    assert waited(made).status == "ACTIVE"
    assert made.calls == 3 * [("getBatch", {"id": 7}, {})]
    assert made.slept == [2, 3]


def test_what_is_ready_is_not_waited_for(service):
    made = service("ACTIVE")
    waited(made)

    assert made.slept == []


def test_pauses_grow_up_to_a_limit(service):
    made = service(*["NEW"] * 6, "ACTIVE")
    waited(made, interval=4, max_interval=10)

    assert made.slept == [4, 6, 9, 10, 10, 10]


def test_an_interval_above_the_limit_is_cut(service):
    made = service("NEW", "ACTIVE")
    waited(made, interval=60)

    assert made.slept == [30]


def test_a_state_that_means_failure_is_raised_with_the_response(service):
    with pytest.raises(WaitFailedError, match="status became ERRORS") as caught:
        waited(service("NEW", "ERRORS"))

    assert (caught.value.response.status, caught.value.response.id) == ("ERRORS", 7)


def test_it_gives_up_in_time_after_one_last_look(service):
    made = service("NEW")
    with pytest.raises(WaitTimeoutError, match="status is still NEW after 10 seconds") as caught:
        waited(made, timeout=10)

    assert (made.slept, len(made.calls)) == ([2, 3, 4.5, 0.5], 5)
    assert caught.value.response.status == "NEW"
    assert isinstance(caught.value, TimeoutError)


def test_no_time_means_one_look(service):
    made = service("NEW")
    with pytest.raises(WaitTimeoutError):
        waited(made, timeout=0)

    assert len(made.calls) == 1


def test_it_may_wait_for_ever(service):
    made = service(*["NEW"] * 500, "ACTIVE")

    assert waited(made, timeout=None).status == "ACTIVE"


def test_a_state_that_is_new_to_us_ends_the_waiting(service):
    assert waited(service("NEW", "SHINY")).status == "SHINY"


def test_an_absent_state_is_looked_at_again(service):
    assert waited(service(None, "ACTIVE")).status == "ACTIVE"


def test_fields_must_hold_what_is_watched(service):
    with pytest.raises(ValueError, match="fields must include 'status'"):
        waited(service(None), query={"fields": "id"})


def test_each_look_is_shown(service):
    seen = []
    waited(
        service("NEW", "ACTIVE"), on_poll=lambda http_response: seen.append(http_response.status)
    )

    assert seen == ["NEW", "ACTIVE"]


def test_a_coroutine_function_may_look_too():
    seen = []

    async def look(http_response):
        await asyncio.sleep(0)
        seen.append(http_response.status)

    waited(AsyncService("ACTIVE"), on_poll=look)

    assert seen == ["ACTIVE"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"interval": 0}, "must be positive"),
        ({"max_interval": -1}, "must be positive"),
        ({"timeout": -1}, "must not be negative"),
    ],
)
def test_unusual_numbers_are_refused(service, options, message):
    with pytest.raises(ValueError, match=message):
        waited(service("NEW"), **options)


@pytest.mark.parametrize(
    "options", [{"timeout": "5"}, {"interval": None}, {"max_interval": [1]}, {"timeout": True}]
)
def test_what_is_no_number_of_seconds_is_named(service, options):
    with pytest.raises(TypeError, match=f"^{next(iter(options))} must be a number of seconds"):
        waited(service("NEW"), **options)


def test_what_shows_no_state_cannot_be_waited_for(service):
    with pytest.raises(TypeError, match="getWidget has no state"):
        waited(service("NEW"), Operation("getWidget", "GET", "/", effect=Effect.READ))


def test_misspelt_options_are_refused(service):
    with pytest.raises(TypeError, match="timeuot"):
        waited(service("NEW"), timeuot=3)


def test_the_errors_pickle():
    for kind in (WaitFailedError, WaitTimeoutError):
        copy = pickle.loads(pickle.dumps(kind("text", response={"id": 7})))

        assert (type(copy), str(copy), copy.response) == (kind, "text", {"id": 7})
