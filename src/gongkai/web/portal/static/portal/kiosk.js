// A terminal in a hall: after two quiet minutes it asks, and twenty seconds later it forgets whoever was there.
"use strict";
(() => {
  const QUIET = 120;
  const NOTICE = 20;
  const HOME = document.currentScript.dataset.home;
  let quiet = 0;
  let isTouched = location.pathname !== HOME; // an untouched start page has nothing to forget

  const restart = () => {
    document.querySelectorAll("form").forEach((form) => form.reset());
    const printer = document.documentElement.classList.contains("printer") ? "-printer" : "";
    document.cookie = `display=kiosk${printer}; path=/; max-age=2592000; samesite=lax`;
    localStorage.clear();
    sessionStorage.clear();
    location.replace(HOME);
  };

  // Every page carries the visit in which it was opened: the next visitor cannot go back to it.
  const visit = sessionStorage.getItem("visit") ?? String(Date.now());
  sessionStorage.setItem("visit", visit);
  const sign = () => {
    const signed = history.state?.visit;
    if (signed && signed !== visit) restart();
    else history.replaceState({ visit }, "");
  };
  sign();
  addEventListener("hashchange", sign);

  document.addEventListener("DOMContentLoaded", () => {
    const notice = document.getElementById("still-there");
    const left = notice.querySelector("[data-left]");
    const stay = () => {
      quiet = 0;
      isTouched = true;
      if (notice.open) notice.close();
    };
    const isPlaying = () => [...document.querySelectorAll("audio, video")].some((one) => !one.paused);
    for (const act of ["pointerdown", "keydown", "wheel", "input"]) addEventListener(act, stay, { capture: true, passive: true });
    setInterval(() => {
      quiet = isTouched && !isPlaying() ? quiet + 1 : 0;
      left.textContent = String(Math.max(0, QUIET + NOTICE - quiet));
      if (quiet >= QUIET && !notice.open) notice.showModal();
      if (quiet >= QUIET + NOTICE) restart();
    }, 1000);

    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
  });
})();
