// Draws marks on a sheet and keeps each change at once. Every change is one of the page's own buttons, sent without
// leaving the page: what comes back is the page as it is now, of which the parts that change are put in place.
const sheet = document.querySelector(".redact-sheet");
const form = document.getElementById("redact-form");
const LEAST = 4; // pixels: a shorter pull is a click

let turn = Promise.resolve(); // one change after the other: each needs the version that the one before left

function told(words) {
  let line = document.querySelector(".redact-saved");
  if (!line) {
    line = document.createElement("p");
    line.className = "redact-saved";
    line.setAttribute("role", "status");
    document.querySelector(".redact-right").prepend(line);
  }
  line.textContent = words;
}

// Where the boxes stand: the page itself may not say it in a style.
function lay() {
  for (const box of document.querySelectorAll(".redact-box[data-room]")) {
    const [left, top, width, height] = box.dataset.room.split(" ").map((side) => `${side}%`);
    Object.assign(box.style, { left, top, width, height });
    box.classList.add("is-laid");
  }
}

function swap(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-swap]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.importNode(fresh, true));
  }
  lay();
}

async function sent(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  swap(await answer.text());
}

function change(said) {
  turn = turn.then(async () => {
    const filled = new FormData(form);
    for (const name of ["mark", "suggestion"]) if (name in said) filled.delete(name);
    for (const [name, value] of Object.entries(said)) filled.set(name, value);
    told("正在保存…");
    try {
      await sent(location.href, { method: "POST", body: filled });
      told(document.querySelector("#redact-told [role=alert]") ? "没有保存，原因写在上面。" : "已经保存。");
    } catch {
      told("没有保存：连接中断或者登录已经过期。请刷新后再试。");
    }
  });
  return turn;
}

lay();

// Drawing with the mouse, a finger or a pen.
function drawing() {
  const how = () => document.querySelector("[name=redact-how]:checked")?.value ?? "";
  const ready = () => sheet.classList.toggle("is-drawn-on", how() !== "");
  const place = (event) => {
    const around = sheet.getBoundingClientRect();
    const inside = (value, most) => Math.min(Math.max(value, 0), most);
    return [inside(event.clientX - around.left, around.width), inside(event.clientY - around.top, around.height)];
  };
  let from = null;
  let drawn = null;

  document.querySelector(".redact-tools").hidden = false;
  document.querySelector(".redact-tools").addEventListener("change", ready);
  // A finger first of all moves the page.
  if (window.matchMedia("(pointer: coarse)").matches) document.querySelector("[name=redact-how][value='']").checked = true;
  ready();

  sheet.addEventListener("pointerdown", (event) => {
    if (!how() || event.button !== 0) return;
    event.preventDefault();
    document.activeElement?.blur(); // the keys are for the sheet again
    sheet.setPointerCapture(event.pointerId);
    from = place(event);
    drawn = sheet.appendChild(document.createElement("span"));
    drawn.className = "redact-drawn";
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = place(event);
    Object.assign(drawn.style, {
      left: `${Math.min(from[0], to[0])}px`, top: `${Math.min(from[1], to[1])}px`,
      width: `${Math.abs(to[0] - from[0])}px`, height: `${Math.abs(to[1] - from[1])}px`,
    });
  });
  const ended = (event) => {
    if (!from) return;
    const [start, to] = [from, place(event)];
    from = null;
    const gone = drawn;
    if (event.type === "pointercancel" || Math.hypot(to[0] - start[0], to[1] - start[1]) < LEAST) {
      gone.remove();
      if (event.type === "pointerup") pointed(event);
      return;
    }
    const scale = sheet.dataset.width / sheet.getBoundingClientRect().width;
    const box = [...start, ...to].map((side) => (side * scale).toFixed(2)).join(",");
    change({ do: "draw", how: how(), box }).then(() => gone.remove());
  };
  sheet.addEventListener("pointerup", ended);
  sheet.addEventListener("pointercancel", ended);
}

// A click on a box goes to its line in the list.
function pointed(event) {
  const box = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.dataset?.of);
  if (box) document.querySelector(`[data-item="${box.dataset.of}"]`)?.focus();
}

function shown(item) {
  document.querySelectorAll(".redact-box.is-chosen").forEach((one) => one.classList.remove("is-chosen"));
  const boxes = document.querySelectorAll(`[data-of="${item?.dataset.item}"]`);
  boxes.forEach((one) => one.classList.add("is-chosen"));
  boxes[0]?.scrollIntoView({ block: "nearest" });
}

const items = () => [...document.querySelectorAll("[data-item]")];
let place = -1; // in the list, also after it was put in place anew

// Past the last one of a sheet comes the next sheet.
function moved(by) {
  const all = items();
  const [to, beyond] = [place + by, by > 0 ? "next" : "prev"];
  if (by && (to < 0 || to >= all.length)) document.querySelector(`.redact-pages [rel=${beyond}]`)?.click();
  if (!all.length) return;
  place = Math.min(Math.max(to, 0), all.length - 1);
  all[place].focus();
}

async function done(said) {
  await change(said);
  moved(0);
}

const KEYS = {
  j: () => moved(1),
  k: () => moved(-1),
  u: () => document.querySelector("[name=do][value=undo]") && done({ do: "undo" }),
  m: (item) => item?.name === "suggestion" && done({ do: "take", suggestion: item.value }),
  delete: (item) => item && done(item.name === "mark" ? { do: "remove", mark: item.value } : { do: "leave", suggestion: item.value }),
};

function pressed(event) {
  const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !document.getElementById("redact-keys").checked) return;
  const run = KEYS[event.key.toLowerCase()];
  if (!run) return;
  event.preventDefault();
  run(items().find((one) => one === document.activeElement));
}

function waited() {
  const making = document.querySelector("#redact-told[data-making]");
  if (making) setTimeout(() => sent(location.href).then(waited, waited), 4000);
}

if (form) {
  drawing();
  document.querySelector(".redact-keys").hidden = false;
  document.addEventListener("keydown", pressed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done({ do: event.submitter?.value || "ground" });
  });
  // Return in the field of what is looked for looks for it.
  document.getElementById("redact-text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    done({ do: "find" });
  });
}
document.addEventListener("focusin", (event) => {
  const item = event.target.closest?.("[data-item]");
  if (item) place = items().indexOf(item);
  shown(item);
});
document.addEventListener("submit", (event) => {
  const made = event.target.closest(".redact-make");
  if (made) told(`正在生成并检验，大约需要${made.dataset.seconds}秒，请等一等。`);
});
waited();
