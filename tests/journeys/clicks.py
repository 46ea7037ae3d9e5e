"""Clicks and keys that lead to another page. They wait until it has come: what is looked at next stands on the new page,
however slow the machine is."""

from datetime import UTC, datetime, timedelta

# Until an element has stood in the same place for a while of frames: on a slow machine these take longer.
STILL = """(element) => new Promise((done) => {
  let before = "", times = 0;
  const look = () => {
    const { x, y } = element.getBoundingClientRect();
    times = before === `${x} ${y}` ? times + 1 : 0;
    before = `${x} ${y}`;
    if (times === 15) done(null);
    else requestAnimationFrame(look);
  };
  look();
})"""


def stop_the_clock(page):
    """The clock of a window goes on only when the test says so, and not while a slow machine takes its time."""
    now = datetime.now(UTC)
    page.clock.install(time=now)
    page.clock.pause_at(now + timedelta(seconds=1))


def follow(place):
    """Click what leads to another page, or sends a form."""
    with place.page.expect_event("load"):
        place.click()


def enter(page):
    """Press Enter where that leads to another page."""
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def still(place):
    """The same place, once nothing moves it any more."""
    place.evaluate(STILL)
    return place
