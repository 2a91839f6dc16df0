"use strict";
// The browser's own file control speaks the browser's language: in its place a button in ours, and what was chosen.

const file = document.getElementById("file");
const chosen = document.getElementById("chosen");
const show = () => { chosen.textContent = file.files.length ? file.files[0].name : chosen.dataset.none; };
file.classList.add("hidden");
document.getElementById("choose").hidden = false;
file.addEventListener("change", show);
show();
