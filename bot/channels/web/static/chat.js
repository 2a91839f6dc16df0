"use strict";
// The chat. Whatever comes from a document, a question or the server becomes a text node, never markup.

const texts = JSON.parse(document.getElementById("texts").textContent);
const conversation = document.getElementById("conversation");
const welcome = document.getElementById("welcome");
const topics = document.getElementById("topics");
const form = document.getElementById("ask");
const field = document.getElementById("question");
const send = form.querySelector(".send");
const restart = document.getElementById("restart");
let conversationName = newName();
let asking = false;

function newName() {
  // crypto.randomUUID is missing where the page is not served over https.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function button(className, text, action) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(texts.offline);
  }
  let content = {};
  try {
    content = await response.json();
  } catch {
    // A proxy's error page is no JSON.
  }
  if (!response.ok) throw new Error(content.error || texts.failed);
  return content;
}

function spansInto(parent, spans) {
  const tags = { quoted: "mark", reading: "ins" };
  parent.replaceChildren(...spans.map(({ kind, text }) => (tags[kind] ? element(tags[kind], "", text) : text)));
}

function excerptCard(excerpt, number, all) {
  const card = element("figure", "excerpt");
  const words = element("blockquote", "words");
  spansInto(words, excerpt.shown);
  card.append(words);
  const plain = (spans) => spans.map((span) => span.text).join("");
  if (plain(excerpt.shown) !== plain(excerpt.passage)) {
    const more = button("more", texts.whole, () => {
      const open = more.getAttribute("aria-expanded") !== "true";
      more.setAttribute("aria-expanded", String(open));
      more.textContent = open ? texts.part : texts.whole;
      spansInto(words, open ? excerpt.passage : excerpt.shown);
    });
    more.setAttribute("aria-expanded", "false");
    card.append(more);
  }
  const source = element("figcaption", "source");
  const place = element("a", "section", excerpt.section ? `${texts.section}: ${excerpt.section}` : texts.read);
  place.href = excerpt.link;
  source.append(place);
  if (number > 0 && all[number - 1].document_id === excerpt.document_id) {
    source.append(element("span", "origin", texts.same));
  } else {
    source.append(element("cite", "title", excerpt.title));
    if (excerpt.origin) source.append(element("span", "origin", excerpt.origin));
    if (excerpt.status) source.append(element("span", "status", `${texts.remark}: ${excerpt.status}`));
  }
  card.append(source);
  return card;
}

function suggestionList(suggestions, label) {
  const list = element("ul", "chips");
  for (const { title, question } of suggestions) {
    const item = element("li");
    const chip = button("chip", label(title, question), () => ask(question));
    chip.title = question;
    item.append(chip);
    list.append(item);
  }
  return list;
}

function copyButton(text) {
  const made = button("tool", texts.copy, async () => {
    await copy(text);
    made.textContent = texts.copied;
    setTimeout(() => { made.textContent = texts.copy; }, 2000);
  });
  return made;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https there is no clipboard object.
  const area = element("textarea", "hidden");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function answerInto(turn, answer) {
  const { reply } = answer;
  turn.classList.add(answer.outcome);
  const parts = [];
  if (reply.lead) parts.push(element("p", "lead", reply.lead));
  parts.push(...reply.excerpts.map(excerptCard));
  parts.push(...reply.footnotes.map((note) => element("p", "footnote", note)));
  if (reply.excerpts.length) {
    const tools = element("div", "tools");
    tools.append(copyButton(reply.copy));
    parts.push(tools);
  }
  if (reply.suggestions.length) {
    const related = element("div", "related");
    related.append(element("h3", "", texts.related), suggestionList(reply.suggestions, (_title, question) => question));
    parts.push(related);
  }
  turn.replaceChildren(element("h2", "hidden", texts.answered), ...parts);
}

function problemInto(turn, message, question) {
  const problem = element("p", "problem", message);
  const again = button("tool", texts.retry, () => {
    turn.previousElementSibling.remove();
    turn.remove();
    ask(question);
  });
  turn.replaceChildren(problem, again);
}

async function ask(question) {
  question = question.trim();
  if (!question || asking) return;
  setAsking(true);
  welcome.hidden = true;
  restart.hidden = false;
  const asked = element("div", "turn asked");
  asked.append(element("h2", "hidden", texts.asked), element("p", "", question));
  const turn = element("div", "turn answer");
  const looking = element("p", "looking", texts.looking);
  turn.append(looking);
  conversation.append(asked, turn);
  asked.scrollIntoView({ block: "start" });
  try {
    answerInto(turn, await call("/api/ask", { question, conversation: conversationName }));
  } catch (error) {
    problemInto(turn, error.message, question);
  } finally {
    setAsking(false);
    asked.scrollIntoView({ block: "start" });
  }
}

function setAsking(now) {
  asking = now;
  conversation.setAttribute("aria-busy", String(now));
  send.disabled = now;
}

function fitField() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (asking || !field.value.trim()) return;
  const question = field.value;
  field.value = "";
  fitField();
  ask(question);
});

field.addEventListener("input", fitField);
field.addEventListener("keydown", (event) => {
  // While an input method composes a syllable, Enter belongs to it.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

restart.addEventListener("click", () => {
  call("/api/forget", { conversation: conversationName }).catch(() => {});
  conversationName = newName();
  conversation.replaceChildren();
  welcome.hidden = false;
  restart.hidden = true;
  field.focus();
});

call("/api/topics").then(({ topics: found }) => {
  if (!found.length) return;
  topics.querySelector("ul").replaceWith(suggestionList(found, (title) => title));
  topics.hidden = false;
}).catch(() => {});
