// Organs and titles that contain what is being typed, below the search box. Without this script the form works just the same.
"use strict";
(() => {
  const REST = 200; // milliseconds without a key before anything is asked
  const known = new Map(); // what was answered, as long as the page stands

  const start = (field) => {
    const list = document.createElement("ul");
    const told = document.createElement("span");
    list.id = `${field.id}-titles`;
    list.className = "search__titles";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "相近的机关和标题");
    told.className = "unseen";
    told.setAttribute("role", "status");
    field.after(list, told);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    Object.entries(states).forEach(([name, value]) => field.setAttribute(name, value));
    let chosen = -1, timer = 0, asking = null;

    const choose = (number) => {
      chosen = number;
      [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === number)));
      if (number < 0) field.removeAttribute("aria-activedescendant");
      else field.setAttribute("aria-activedescendant", list.children[number].id);
      list.children[number]?.scrollIntoView({ block: "nearest" });
    };
    const show = (titles) => {
      list.replaceChildren(...titles.map((title, at) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${at}`;
        line.textContent = title;
        line.setAttribute("role", "option");
        return line;
      }));
      list.hidden = titles.length === 0;
      field.setAttribute("aria-expanded", String(!list.hidden));
      told.textContent = titles.length ? `有 ${titles.length} 个相近的机关和标题，按上下键选择` : "";
      choose(-1);
    };
    const ask = async () => {
      const words = field.value.trim();
      asking?.abort();
      if (words && !known.has(words)) {
        asking = new AbortController();
        try {
          const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
          if (!answer.ok) return;
          known.set(words, (await answer.json())[1]);
        } catch { return; } // something newer was typed, or there is no connection
      }
      if (document.activeElement === field && field.value.trim() === words) show(known.get(words) ?? []);
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(ask, REST); };
    const close = () => { clearTimeout(timer); asking?.abort(); show([]); };
    const take = (line) => { if (!line) return; field.value = line.textContent; close(); field.form.requestSubmit(); };

    field.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
    field.addEventListener("compositionend", soon);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return; // the keys belong to the input method
      if (step && list.hidden) ask();
      else if (step) choose((chosen + step + list.children.length + 2) % (list.children.length + 1) - 1);
      else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => take(event.target.closest("li")));
  };

  document.querySelectorAll("input[data-suggest]:not([role])").forEach(start);
})();
