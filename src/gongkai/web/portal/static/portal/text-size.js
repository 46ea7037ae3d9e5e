// Large text: remembered on this device only. Without this script the browser's own zoom does the same.
"use strict";
(() => {
  const page = document.documentElement;
  const read = () => { try { return localStorage.getItem("text-size"); } catch { return null; } };
  const write = (size) => { try { localStorage.setItem("text-size", size); } catch { /* private window: not remembered */ } };
  page.classList.toggle("large", read() === "large");
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("text-size");
    const show = () => button.setAttribute("aria-pressed", String(page.classList.contains("large")));
    button.hidden = false;
    button.addEventListener("click", () => {
      write(page.classList.toggle("large") ? "large" : "normal");
      show();
    });
    show();
  });
})();
