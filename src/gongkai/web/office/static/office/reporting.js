// The workspace of a report: a figure opens its cases beside the table, a fact is put into the text where one writes, and
// the text is shown as it will be read. Without this script each of them is a page or a button of its own.
const frame = document.querySelector("dialog[data-frame]");
const PAUSE = 500; // milliseconds without a key before the text is looked at again

async function page(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function open(link) {
  try {
    const part = (await page(link.href)).getElementById("behind");
    frame.querySelector("[data-framed]").replaceChildren(document.importNode(part, true));
    if (!frame.open) frame.showModal();
    frame.scrollTop = 0;
  } catch {
    location.href = link.href;
  }
}

if (frame && frame.showModal) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  frame.addEventListener("click", (event) => {
    if (event.target === frame || event.target.closest("[data-close]")) frame.close();
  });
}

const text = document.querySelector("textarea[data-preview]");

async function preview() {
  const told = document.getElementById("preview");
  try {
    const shown = (await page(text.dataset.preview, { method: "POST", body: new FormData(text.form) })).getElementById("preview");
    told.replaceWith(document.importNode(shown, true));
  } catch {
    told.querySelector("[data-told]").textContent = "没有刷新：连接中断或者登录已经过期。请先保存。";
  }
}

if (text) {
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(preview, PAUSE);
  };
  text.addEventListener("input", soon);
  for (const button of document.querySelectorAll("button[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
      text.focus();
      soon();
    });
  }
  for (const code of document.querySelectorAll("[data-code]")) code.hidden = true;
}

// Facts by a part of their name; Enter puts the first one into the text.
const filter = document.querySelector("[data-filter]");

if (text && filter) {
  const field = filter.querySelector("input");
  const groups = [...document.querySelectorAll("[data-facts]")];
  const wereOpen = groups.map((group) => group.open);
  filter.hidden = false;
  field.addEventListener("input", () => {
    const asked = field.value.trim();
    let count = 0;
    groups.forEach((group, place) => {
      const facts = [...group.querySelectorAll("[data-fact]")];
      for (const fact of facts) fact.hidden = !fact.dataset.fact.includes(asked);
      const found = facts.filter((fact) => !fact.hidden).length;
      group.hidden = !found;
      group.open = asked ? true : wereOpen[place];
      count += found;
    });
    const told = count ? `找到 ${count} 项，按回车插入第一项。` : "没有这样的数据，换一个词再找。";
    filter.querySelector("[role=status]").textContent = asked ? told : "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.querySelector("[data-fact]:not([hidden]) button[data-insert]")?.click();
  });
}
