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
const embedded = document.body.classList.contains("embedded");
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
  // What cannot be asked now cannot be asked again either: the words themselves are wrong.
  if (!response.ok) throw Object.assign(new Error(content.error || texts.failed), { isFinal: response.status === 400 });
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
  if (excerpt.section) source.append(element("span", "section", `${texts.section}: ${excerpt.section}`));
  if (number > 0 && all[number - 1].document_id === excerpt.document_id) {
    source.append(element("span", "origin", texts.same));
  } else {
    source.append(element("cite", "title", excerpt.title));
    if (excerpt.origin) source.append(element("span", "origin", excerpt.origin));
    if (excerpt.status) source.append(element("span", "status", `${texts.remark}: ${excerpt.status}`));
  }
  source.append(placeLink(excerpt));
  card.append(source);
  return card;
}

function placeLink({ link, section }) {
  const made = element("a", "place", texts.read);
  made.href = link;
  if (section) made.setAttribute("aria-label", `${texts.read}: ${section}`);
  if (embedded) made.target = "_blank";
  return made;
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

function momentary(made, text) {
  const before = made.textContent;
  made.textContent = text;
  setTimeout(() => { made.textContent = before; }, 2000);
}

function copyButton(text) {
  const made = button("tool", texts.copy, async () => {
    await copy(text);
    momentary(made, texts.copied);
  });
  return made;
}

function shareButton(question) {
  // Behind the "#" the question reaches no server until the chat asks it.
  const url = `${location.origin}/#hoi=${encodeURIComponent(question)}`;
  const made = button("tool", texts.share, async () => {
    if (navigator.share) return navigator.share({ title: question, url }).catch(() => {});
    await copy(url);
    momentary(made, texts.link_copied);
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

// Feedback: one press, then, under a bad answer, a reason for whoever wants to give one.

function feedbackRow(passageId) {
  const row = element("div", "feedback");
  const judge = (good) => tell(row, "/api/feedback", { passage_id: passageId, good }, ({ feedback, reasons }) =>
    reasons.map((reason) => button("tool", reason, () => tell(row, "/api/feedback/reason", { feedback, reason }))));
  row.append(button("tool", texts.good, () => judge(true)), button("tool", texts.bad, () => judge(false)));
  return row;
}

async function tell(row, path, body, followingOf = () => []) {
  const said = element("p", "said");
  said.tabIndex = -1;
  try {
    const answer = await call(path, { conversation: conversationName, ...body });
    said.textContent = answer.message;
    row.replaceChildren(said, ...followingOf(answer));
  } catch (error) {
    said.textContent = error.message;
    row.querySelector(".said")?.remove();
    row.prepend(said);
  }
  said.focus({ preventScroll: true });
}

function answerInto(turn, answer) {
  const { reply } = answer;
  turn.classList.add(answer.outcome);
  const parts = [];
  if (reply.lead) parts.push(element("p", "lead", reply.lead));
  parts.push(...reply.excerpts.map(excerptCard));
  parts.push(...reply.footnotes.map((note) => element("p", "footnote", note)));
  if (answer.outcome !== "small_talk") {
    const tools = element("div", "tools");
    if (reply.excerpts.length) tools.append(copyButton(reply.copy));
    tools.append(shareButton(answer.question));
    parts.push(tools, feedbackRow(reply.excerpts[0]?.passage_id ?? ""));
  }
  if (reply.suggestions.length) {
    const related = element("div", "related");
    related.append(element("h3", "", texts.related), suggestionList(reply.suggestions, (_title, question) => question));
    parts.push(related);
  }
  turn.replaceChildren(element("h2", "hidden", texts.answered), ...parts);
}

function problemInto(turn, { message, isFinal }, question) {
  const problem = element("p", "problem", message);
  if (isFinal) return turn.replaceChildren(problem);
  const again = button("tool", texts.retry, () => {
    turn.previousElementSibling.remove();
    turn.remove();
    field.focus();
    ask(question);
  });
  turn.replaceChildren(problem, again);
}

function turnInto(question) {
  welcome.hidden = true;
  restart.hidden = false;
  const asked = element("div", "turn asked");
  asked.append(element("h2", "hidden", texts.asked), element("p", "", question));
  const turn = element("div", "turn answer");
  conversation.append(asked, turn);
  return [asked, turn];
}

async function ask(question) {
  question = question.trim();
  if (!question || asking) return;
  setAsking(true);
  const [asked, turn] = turnInto(question);
  turn.append(element("p", "looking", texts.looking));
  asked.scrollIntoView({ block: "start" });
  const name = conversationName;
  try {
    const answer = await call("/api/ask", { question, conversation: name });
    answerInto(turn, answer);
    if (name === conversationName) kept.add(question, answer);  // else it was put away meanwhile
  } catch (error) {
    problemInto(turn, error, question);
  } finally {
    setAsking(false);
    asked.scrollIntoView({ block: "start" });
  }
}

// The conversation outlives a visit to a document and a reload, and is gone when the tab is closed.

const kept = {
  most: 20,
  read() {
    let state = null;
    try { state = JSON.parse(sessionStorage.getItem("conversation")); } catch { /* nothing can be kept here */ }
    return state ?? { name: newName(), turns: [] };
  },
  write(state) { try { sessionStorage.setItem("conversation", JSON.stringify(state)); } catch { /* for this page only */ } },
  add(question, answer) {
    const { turns } = this.read();
    this.write({ name: conversationName, turns: [...turns, { question, answer }].slice(-this.most) });
  },
  forget() { this.write({ name: conversationName, turns: [] }); },
  show() {
    const { name, turns } = this.read();
    conversationName = name;
    let last;
    for (const { question, answer } of turns) {
      const [asked, turn] = turnInto(question);
      answerInto(turn, answer);
      last = asked;
    }
    last?.scrollIntoView({ block: "start" });
  },
};

function setAsking(now) {
  asking = now;
  conversation.setAttribute("aria-busy", String(now));
  send.disabled = now;
}

function fitField() {
  field.style.height = "";
  if (field.value) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
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
  kept.forget();
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

// A shared question is asked once: its address is put away, so that going back or reloading does not ask again.

function askShared() {
  if (!location.hash.startsWith("#hoi=")) return;
  let question = "";
  try {
    question = decodeURIComponent(location.hash.slice("#hoi=".length));
  } catch {
    // Cut in the middle of a letter: there is nothing to ask.
  }
  history.replaceState(null, "", location.pathname);
  ask(question.slice(0, field.maxLength));
}

kept.show();
askShared();
addEventListener("hashchange", askShared);
