// A button on another site's page that opens the chat in a frame; `origins` are the sites that may. The server calls it.

function hoidapWidget({ origins, texts }) {
  const home = new URL(document.currentScript.src).origin;
  const embeds = origins.includes(location.origin);
  const box = document.createElement("div");
  const opener = document.createElement(embeds ? "button" : "a");
  let frame = null;

  // Set one by one, since a page with a content policy of its own refuses style elements and attributes.
  const style = (element, rules) => { for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value); };

  function toggle() {
    const open = opener.getAttribute("aria-expanded") !== "true";
    if (!frame) {
      frame = document.createElement("iframe");
      frame.src = `${home}/nhung`;
      frame.title = texts.title;
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      style(frame, {
        "width": "min(25rem, calc(100vw - 2rem))", "height": "min(40rem, calc(100vh - 6.5rem))", "border": "0",
        "border-radius": "1rem", "box-shadow": "0 8px 40px rgb(0 0 0 / .35)", "background": "#faf6ef",
      });
      box.prepend(frame);
    }
    frame.style.setProperty("display", open ? "block" : "none");
    opener.setAttribute("aria-expanded", String(open));
    opener.textContent = open ? texts.close : texts.open;
    if (open) frame.focus();
  }

  if (embeds) {
    opener.type = "button";
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", toggle);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && opener.getAttribute("aria-expanded") === "true") { toggle(); opener.focus(); }
    });
  } else {
    opener.href = home;
    opener.target = "_blank";
    opener.rel = "noopener";
    console.warn(texts.not_allowed);
  }
  opener.textContent = texts.open;
  style(box, {
    "position": "fixed", "right": "1rem", "bottom": "1rem", "z-index": "2147483647", "display": "flex",
    "flex-direction": "column", "align-items": "flex-end", "gap": ".75rem",
  });
  style(opener, {
    "padding": ".8rem 1.25rem", "border": "2px solid #fff8ec", "border-radius": "99px", "background": "#a3161c",
    "color": "#fff8ec", "font": "600 16px/1.3 system-ui, sans-serif", "text-decoration": "none", "cursor": "pointer",
    "box-shadow": "0 4px 16px rgb(0 0 0 / .3)",
  });
  box.append(opener);
  if (document.body) document.body.append(box);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(box));
}
