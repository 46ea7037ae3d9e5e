// Wagtail starts some of its widgets with a script written into the page, which the site forbids.
// This element stands where such a script stood and does the same, as soon as it is part of the page.
// Only the names below: whoever smuggles markup into a page shall not call what he likes.
const STARTERS = {
  initDateChooser: (id, options) => window.initDateChooser(id, options),
  initDateTimeChooser: (id, options) => window.initDateTimeChooser(id, options),
  initTimeChooser: (id, options) => window.initTimeChooser(id, options),
  Chooser: (id, options) => new window.Chooser(id, options),
  DocumentChooser: (id, options) => new window.DocumentChooser(id, options),
  ImageChooser: (id, options) => new window.ImageChooser(id, options),
  PageChooser: (id, options) => new window.PageChooser(id, options),
  InlinePanel: (id, options) => new window.InlinePanel(options),
  MultipleChooserPanel: (id, options) => new window.MultipleChooserPanel(options),
};

class Start extends HTMLElement {
  connectedCallback() {
    if (this.started) return; // only moved, e.g. when rows change places
    this.started = true;
    const start = Object.hasOwn(STARTERS, this.getAttribute("name")) && STARTERS[this.getAttribute("name")];
    if (start) start(this.getAttribute("for"), JSON.parse(this.getAttribute("options")));
  }
}

customElements.define("office-start", Start);
