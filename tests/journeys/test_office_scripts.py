"""The office works under a policy that lets no script in a page run; a refused one would fail these journeys."""

import re

import pytest

pytestmark = pytest.mark.browser
FORM = """
{media}
<form id="trial">
  {fields}
  <input type="hidden" name="acts-TOTAL_FORMS" id="id_acts-TOTAL_FORMS" value="0">
  <input type="hidden" name="acts-MAX_NUM_FORMS" id="id_acts-MAX_NUM_FORMS" value="9">
  <div id="id_acts-FORMS"></div>
  <template id="id_acts-EMPTY_FORM_TEMPLATE">
    <div data-inline-panel-child data-contentpath-disabled>{child}</div>
  </template>
  <button type="button" id="id_acts-ADD">+</button>
  {panel}
</form>
"""
PICKER = ".xdsoft_datetimepicker:visible"
CHOICES = re.compile(r"/office/(?:choose-page|images/chooser|documents/chooser)/")
PANEL = {
    "formsetPrefix": "id_acts",
    "emptyChildFormPrefix": "acts-__prefix__",
    "canOrder": False,
    "maxForms": 9,
}


@pytest.fixture
def trial(signed_in):
    """A screen of the office with every widget that Wagtail would start with a script in the page.

    Each is started while the page is read, so all of them are once it has been loaded.
    """
    markup = widgets()

    def serve(route):
        answer = route.fetch()
        place = '<div class="content">'
        assert answer.text().count(place) == 1
        route.fulfill(response=answer, body=answer.text().replace(place, place + markup))

    signed_in.route("**/office/organs/", serve)
    signed_in.goto("/office/organs/")
    return signed_in


def widgets():
    """The markup of the widgets as Django and our templates make it."""
    from django.template.loader import render_to_string
    from wagtail.admin import widgets
    from wagtail.documents.widgets import AdminDocumentChooser
    from wagtail.images.widgets import AdminImageChooser

    kinds = {
        "day": widgets.AdminDateInput(),
        "hour": widgets.AdminTimeInput(),
        "moment": widgets.AdminDateTimeInput(),
        "page": widgets.AdminPageChooser(),
        "picture": AdminImageChooser(),
        "paper": AdminDocumentChooser(),
    }
    media = sum((widget.media for widget in kinds.values()), start=kinds["day"].media)
    fields = "".join(draw(widget, name) for name, widget in kinds.items())
    return FORM.format(
        media="".join(media.render_js()),
        fields=fields,
        child=draw(kinds["day"], "acts-__prefix__-on"),
        panel=starter(render_to_string, PANEL),
    )


def draw(widget, name):
    """One widget with its label."""
    return f'<label for="id_{name}">{name}</label>' + widget.render(name, None, {"id": f"id_{name}"})


def starter(render_to_string, options):
    """What our template of an inline panel puts where Wagtail's has a script."""
    import json
    from types import SimpleNamespace

    formset = SimpleNamespace(prefix="acts", management_form="", non_form_errors=())
    panel = SimpleNamespace(formset=formset, children=(), help_text="", empty_child=None, label="")
    context = {"self": panel, "options_json": json.dumps(options)}
    page = render_to_string("wagtailadmin/panels/inline_panel.html", context)
    return re.search(r"<office-start name=\"InlinePanel\".*?</office-start>", page)[0]


def test_a_day_is_picked(trial):
    trial.locator("#id_day").click()
    trial.locator(f"{PICKER} td.xdsoft_date").first.click()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", trial.locator("#id_day").input_value())


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["hour", "moment"])
def test_hours_are_offered(trial, kind):
    trial.locator(f"#id_{kind}").click()
    trial.locator(f"{PICKER} .xdsoft_time").first.wait_for()


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["page", "picture", "paper"])
def test_something_is_chosen_from_a_list(trial, kind):
    answer = {"step": "choose", "html": "<p>这里是可选的内容。</p>"}
    trial.route(CHOICES, lambda route: route.fulfill(json=answer))
    trial.locator(f"#id_{kind}-chooser .unchosen button").click()
    trial.locator(".modal-body:visible", has_text=answer["html"][3:-4]).wait_for()


@pytest.mark.soak
def test_a_row_is_added_and_its_day_picked(trial):
    trial.locator("#id_acts-ADD").click()
    trial.locator("#id_acts-0-on").click()
    trial.locator(PICKER).wait_for()


def test_only_the_widgets_that_are_named_are_started(trial):
    called = """() => {
      window.called = false;
      window.trap = () => { window.called = true; };
      for (const name of ["trap", "constructor", "toString", ""]) {
        document.body.insertAdjacentHTML("beforeend", `<office-start name="${name}" options="{}"></office-start>`);
      }
      return window.called;
    }"""
    assert trial.evaluate(called) is False


def test_a_script_in_a_page_does_not_run(browser, site, sessions):
    context = browser.new_context(base_url=site)
    context.add_cookies(sessions["admin"])
    page = context.new_page()
    page.route("**/office/", lambda route: with_script(route))
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.goto("/office/")
    assert page.evaluate("window.smuggled") is None
    context.close()


def with_script(route):
    """The first page as it would be if somebody had smuggled a script into it."""
    answer = route.fetch()
    route.fulfill(
        response=answer, body=answer.text().replace("</main>", "<script>smuggled = 1</script></main>")
    )


@pytest.mark.both_sizes
def test_the_menu_leads_to_a_room(signed_in):
    signed_in.goto("/office/")
    if signed_in.viewport_size["width"] < 500:
        signed_in.locator("button.sidebar-nav-toggle").click()
    signed_in.locator("#wagtail-sidebar a[href='/office/organs/']").click()
    signed_in.wait_for_url("**/office/organs/")


def test_a_list_is_searched_as_one_types(signed_in):
    signed_in.goto("/office/organs/")
    signed_in.locator("main form[role=search] input[name=q]").press_sequentially("nobody")
    signed_in.wait_for_url(re.compile("q=nobody"))
