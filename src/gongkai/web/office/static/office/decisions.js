// From cell to cell as in a spreadsheet: Enter and the arrows keep the column, Ctrl+Enter saves. Without scripts Tab does.
const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
const grid = document.querySelector("[data-grid]");

grid?.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const { column } = event.target.dataset;
  if (!step || !column || event.isComposing) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) {
    event.target.form.requestSubmit();
    return;
  }
  const cells = [...grid.querySelectorAll(`input[data-column="${column}"]`)];
  const next = cells[cells.indexOf(event.target) + step];
  next?.focus();
  next?.select();
});
