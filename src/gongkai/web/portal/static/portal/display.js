// Size and contrast at once, without asking for the page again; remembered in the cookie that the server reads too.
"use strict";
(() => {
  const page = document.documentElement;
  const WORDS = ["large", "contrast", "kiosk", "printer"];
  const DAY = 24 * 3600;

  const buttons = () => document.querySelectorAll(".modes [name=show]");
  const told = () => buttons().forEach((button) => {
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", page.classList.contains(button.value));
  });
  // A page that comes back from the browser's memory may look as it did before another was changed.
  const read = () => {
    const kept = /(?:^|; )display=([a-z-]*)/.exec(document.cookie)?.[1].split("-") ?? [];
    WORDS.forEach((word) => page.classList.toggle(word, kept.includes(word)));
    told();
  };
  const write = () => {
    const shown = WORDS.filter((word) => page.classList.contains(word)).join("-");
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `display=${shown}; path=/; max-age=${shown ? (shown.includes("kiosk") ? 30 : 365) * DAY : 0}; samesite=lax${secure}`;
  };

  read();
  window.addEventListener("pageshow", read);
  document.addEventListener("DOMContentLoaded", () => {
    told();
    buttons().forEach((button) => button.addEventListener("click", (event) => {
      event.preventDefault();
      if (button.value === "normal") page.classList.remove("large", "contrast");
      else page.classList.toggle(button.value);
      write();
      told();
    }));
  });
})();
