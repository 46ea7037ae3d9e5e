// The button that copies what stands beside it. It is shown only where the browser can do that; elsewhere one selects by hand.
const button = document.querySelector("[data-copy]");
if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const told = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      told.textContent = "已经复制。";
    } catch {
      told.textContent = "浏览器不允许复制，请选中链接，用键盘复制。";
    }
  });
}
