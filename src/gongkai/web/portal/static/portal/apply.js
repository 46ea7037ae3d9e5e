// One step of the application at a time, a draft on this device only, and what is public already while the title is typed.
// Without this script the steps stand one below the other, and everything else is done by the site.
"use strict";
(() => {
  const KEPT = 7 * 24 * 3600 * 1000;
  const REST = 400; // milliseconds without a key before anything is asked
  const DRAFT = `apply:${location.pathname}`;
  const isKiosk = document.documentElement.classList.contains("kiosk");
  const form = document.querySelector("form[data-apply]");

  // Of numbers of papers no draft is kept, nor of anything on a terminal.
  const isKept = (field) => field.name && !["hidden", "file"].includes(field.type) && field.autocomplete !== "off" && field.type !== "submit";
  const forget = () => localStorage.removeItem(DRAFT);
  const keep = () => {
    const said = {};
    for (const field of form.elements) {
      if (isKept(field) && (field.type !== "radio" || field.checked)) said[field.name] = field.value;
    }
    localStorage.setItem(DRAFT, JSON.stringify({ at: Date.now(), count: form.elements.count.value, said }));
  };
  const draft = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(DRAFT));
      if (kept && Date.now() - kept.at < KEPT && kept.said) return kept;
    } catch { /* written by something else */ }
    forget();
    return null;
  };

  // Those who apply together have fields only after the site has written them.
  const askForAll = (kept) => {
    const carried = (name, value) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    };
    for (const [name, value] of Object.entries(kept.said)) if (!form.elements[name]) carried(name, value);
    form.elements.count.value = kept.count;
    carried("do", "edit");
    form.submit();
  };
  const restore = () => {
    const kept = form.hasAttribute("data-fresh") ? draft() : null;
    if (!kept) return;
    for (const [name, value] of Object.entries(kept.said)) {
      const field = form.elements[name];
      if (field && (field instanceof RadioNodeList || isKept(field))) field.value = value;
    }
    const agent = form.querySelector(".apply-agent");
    if (agent) agent.open = [...agent.querySelectorAll("input")].some((field) => field.value);
    if (Number(kept.count) > Number(form.elements.count.value)) askForAll(kept);
    else document.querySelector("[data-draft]").hidden = false;
  };

  const steps = () => {
    const parts = [...form.querySelectorAll("[data-step]")];
    const marks = document.querySelectorAll(".apply-steps li");
    const [back, next, last] = ["back", "next", "last"].map((name) => form.querySelector(`[data-${name}]`));
    let now = 0;
    const show = (number, { isMoved = true } = {}) => {
      now = number;
      parts.forEach((part, at) => { part.hidden = at !== now; });
      marks.forEach((mark, at) => { if (at === now) mark.setAttribute("aria-current", "step"); else mark.removeAttribute("aria-current"); });
      back.hidden = now === 0;
      next.hidden = now === parts.length - 1;
      last.hidden = !next.hidden;
      if (isMoved) parts[now].querySelector("h2").focus();
    };
    const go = (number) => {
      history.pushState({ ...history.state, step: number }, "");
      show(number);
      scrollTo({ top: 0 });
    };
    // What this script has said of a step, and no longer means.
    const takeBack = (part) => part.querySelectorAll("[data-said]").forEach((told) => {
      told.closest(".apply-field").classList.remove("apply-field--wrong");
      told.nextElementSibling.removeAttribute("aria-invalid");
      told.remove();
    });
    const complain = (field, words) => {
      const id = `${field.id}_error`;
      if (!document.getElementById(id)) {
        const told = document.createElement("p");
        told.id = id;
        told.className = "apply-field__error";
        told.textContent = words;
        told.toggleAttribute("data-said", true);
        field.before(told);
        field.closest(".apply-field").classList.add("apply-field--wrong");
        field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
      }
      field.setAttribute("aria-invalid", "true");
      field.focus();
    };
    const forward = () => {
      takeBack(parts[now]);
      const empty = [...parts[now].querySelectorAll("input[data-missing]:not([type=radio])")].find((field) => !field.value.trim());
      const either = (parts[now].dataset.either ?? "").split(" ").filter(Boolean).map((name) => form.elements[name]);
      if (empty) complain(empty, empty.dataset.missing);
      else if (either.length && either.every((field) => !field.value.trim())) complain(either[0], parts[now].dataset.neither);
      else go(now + 1);
    };
    const of = (element) => parts.findIndex((part) => part.contains(element));
    next.addEventListener("click", forward);
    back.addEventListener("click", () => go(now - 1));
    addEventListener("popstate", (event) => show(event.state?.step ?? 0));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT" || now === parts.length - 1) return;
      event.preventDefault();
      forward();
    });
    document.querySelectorAll("#errors a[href^='#']").forEach((link) => link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      if (of(field) < 0) return;
      event.preventDefault();
      show(of(field), { isMoved: false });
      const folded = field.closest("details");
      if (folded) folded.open = true;
      field.focus();
    }));
    const wrong = form.querySelector(".apply-field--wrong");
    const isMore = form.elements.count.value > 1 && !form.hasAttribute("data-fresh");
    show(wrong ? of(wrong) : history.state?.step ?? 0, { isMoved: false });
    if (wrong) document.getElementById("errors").focus();
    else if (isMore) form.elements[`who-${form.elements.count.value - 1}-name`].focus();
  };

  // Titles of what is public; nothing that looks like the number of a person or a telephone is asked for.
  const beside = () => {
    const box = form.querySelector("[data-beside]");
    const title = box.querySelector("input"), list = box.querySelector("[data-beside-list]"), told = box.querySelector("[data-beside-told]");
    let timer = 0, asking = null;
    const show = (titles) => {
      list.hidden = titles.length === 0;
      told.textContent = titles.length ? `有 ${titles.length} 条相近的信息已经公开` : "";
      list.querySelector("ul").replaceChildren(...titles.map((words) => {
        const line = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${box.dataset.search}?q=${encodeURIComponent(words)}`;
        link.target = "_blank";
        link.rel = "noopener";
        link.textContent = words;
        line.append(link);
        return line;
      }));
    };
    const ask = async () => {
      const words = title.value.trim();
      asking?.abort();
      if (words.length < 2 || /\d{6}/.test(words)) { show([]); return; }
      asking = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.beside}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
        if (answer.ok && title.value.trim() === words) show((await answer.json())[1]);
      } catch { /* something newer was typed, or there is no connection */ }
    };
    title.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, REST);
    });
    title.addEventListener("compositionend", () => { timer = setTimeout(ask, REST); });
  };

  if (document.querySelector("[data-sent]")) forget();
  if (form) {
    if (!isKiosk) {
      restore();
      form.addEventListener("input", keep);
      document.querySelector("[data-forget]").addEventListener("click", () => {
        forget();
        location.reload();
      });
      beside();
    }
    steps();
  }

  const print_ = document.querySelector(".tools [data-print]");
  if (print_) {
    print_.hidden = false;
    print_.addEventListener("click", () => print());
  }
  // Pressed twice, it is sent once; the site sees to that too.
  document.querySelector("form[data-send]")?.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (pressed?.value === "send") setTimeout(() => { pressed.disabled = true; });
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-send] button").forEach((button) => { button.disabled = false; }));
})();
