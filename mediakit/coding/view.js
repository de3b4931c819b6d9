// Shows one article of a coding sheet. Every string is set as text, never as HTML.

const KEYS = "123456789abcdefghijklmnopqrstuvwxyz";
const CODES = [["1", "yes"], ["0", "no"], ["?", "cannot tell"]];

function made(tag, text = "", kind = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = kind;
  return node;
}

function button(text, press, isOn = false) {
  const node = made("button", text);
  node.type = "button";
  node.setAttribute("aria-pressed", String(isOn));
  node.addEventListener("click", press);
  return node;
}

function render({ model, el }) {
  el.classList.add("mediakit-coding");
  el.tabIndex = 0;

  const head = made("div", "", "head");
  const story = made("div", "", "story");
  const labels = made("div", "", "labels");
  const note = made("textarea");
  note.placeholder = "A note on this article";
  note.setAttribute("aria-label", "note");
  const state = made("div", "", "state");
  state.setAttribute("role", "status");
  const steps = made("div", "", "steps");
  el.append(head, story, labels, note, steps, state);

  let drawn = null;
  let asked = false;
  let waiting = 0;

  function ask(what) {
    asked = true;
    state.textContent = "Saving …";
    clearTimeout(waiting);
    waiting = setTimeout(warn, 5000);
    model.send({ place: model.get("shown").place, ...what });
  }
  function warn() {
    state.textContent = "Not saved: the notebook's kernel does not answer. Run the cell again.";
    state.classList.add("problem");
  }
  function go(by) {
    ask({ what: "go", place: model.get("shown").place + by });
  }
  function saveNote() {
    if (note.value !== model.get("shown").note) ask({ what: "note", value: note.value });
  }

  steps.append(
    button("← Back", () => go(-1)),
    button("No to the rest, next (Enter)", () => ask({ what: "finish" })),
    button("Next →", () => go(1)),
  );
  note.addEventListener("change", saveNote);

  function drawStory(shown) {
    story.replaceChildren(made("h3", shown.title), made("p", shown.date, "date"));
    for (const line of shown.text.split("\n")) story.append(made("p", line));
    story.scrollTop = 0;
    note.value = shown.note;
  }

  function drawLabel(label, number) {
    const row = made("div", "", "label");
    const name = made("span", "", "name");
    if (number < KEYS.length) name.append(made("kbd", KEYS[number]), " ");
    name.append(label.name);
    row.append(name);
    for (const [code, word] of CODES) {
      const press = () => ask({ what: "mark", label: label.name, value: code });
      row.append(button(word, press, label.code === code));
    }
    if (label.means) row.append(made("span", label.means, "means"));
    return row;
  }

  function draw() {
    clearTimeout(waiting);
    const shown = model.get("shown");
    const hadFocus = el.contains(document.activeElement);
    const isWriting = document.activeElement === note;
    head.textContent =
      `Article ${shown.place + 1} of ${shown.n} · ${shown.n_done} coded · ${shown.coder}`;
    if (drawn !== shown.place) drawStory(shown);
    drawn = shown.place;
    labels.replaceChildren(...shown.labels.map(drawLabel));
    let said = shown.saved;
    if (shown.n_done === shown.n) said = `All ${shown.n} articles are coded. ${said}`;
    state.textContent = shown.problem || said;
    state.classList.toggle("problem", shown.problem !== "");
    if ((asked || hadFocus) && !isWriting) el.focus({ preventScroll: true });
    asked = false;
  }

  function press(event) {
    if (!el.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (event.target === note) return;
    const onButton = event.target.tagName === "BUTTON";
    const shown = model.get("shown");
    const number = KEYS.indexOf(event.key);
    if (event.key === "ArrowLeft") go(-1);
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "Enter" && !onButton) ask({ what: "finish" });
    else if (event.key === " " && !onButton) {
      const page = 0.8 * story.clientHeight;
      story.scrollBy(0, event.shiftKey ? -page : page);
    } else if (event.key.length === 1 && number >= 0 && number < shown.labels.length) {
      ask({ what: "mark", label: shown.labels[number].name, value: null });
    } else return;
    event.preventDefault();
  }

  // Heard before the notebook hears it, which would take a plain key for its own: x cuts the cell.
  window.addEventListener("keydown", press, true);
  model.on("change:shown", draw);
  draw();
  return () => {
    window.removeEventListener("keydown", press, true);
    model.off("change:shown", draw);
  };
}

export default { render };
