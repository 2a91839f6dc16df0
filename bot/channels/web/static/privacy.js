"use strict";
// Deletes what the server keeps of the conversation of this tab, and the conversation itself.

const texts = JSON.parse(document.getElementById("texts").textContent);
const button = document.getElementById("delete");
const said = document.getElementById("said");
let conversation;

try {
  conversation = JSON.parse(sessionStorage.getItem("conversation"))?.name;
} catch {
  // Nothing can be kept in this browser, so that nothing is known to delete.
}

if (conversation) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const body = JSON.stringify({ conversation, everything: true });
      const response = await fetch("/api/forget", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (!response.ok) throw new Error();
      sessionStorage.removeItem("conversation");
      button.hidden = true;
      said.textContent = texts.deleted;
    } catch {
      said.textContent = texts.failed;
    }
  });
}
