"use strict";
// On every page: large print, remembered in this browser. Loaded before the page is drawn, so that it does not jump.

const largePrint = {
  name: "large-print",
  // Storage is closed to pages in frames of another site and where cookies are refused.
  read() { try { return localStorage.getItem(this.name) === "yes"; } catch { return false; } },
  write(on) { try { localStorage.setItem(this.name, on ? "yes" : "no"); } catch { /* for this page only */ } },
  show(on) { document.documentElement.classList.toggle("large-print", on); },
};

largePrint.show(largePrint.read());

document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("large-print");
  button.setAttribute("aria-pressed", String(largePrint.read()));
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    largePrint.show(on);
    largePrint.write(on);
  });
});
