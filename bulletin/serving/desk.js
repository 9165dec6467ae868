// The desk: fetches the state of the files, and shows the chosen view in a frame. Texts are inserted as text, never as HTML.
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const SITE = document.body.dataset.site;
  const OTHERS = [{ name: "site", label: "Site" }, { name: "item", label: "New item" }, { name: "import", label: "Import" }];
  const SANDBOX = { mail: "allow-same-origin allow-popups allow-popups-to-escape-sandbox", site: "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads", item: "allow-scripts" };

  const chosen = { issue: "", tab: "bulletin", look: "computer" };
  let latest = { number: 0, mails: [], looks: [], issues: [] };
  let showing = "";
  let typed = null;
  let frameLoaded = () => {};

  function element(name, text, attributes) {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    Object.entries(attributes || {}).forEach(([key, value]) => { if (value) node.setAttribute(key, value); });
    return node;
  }

  // Requests. The emails are fetched first; the problems take longer, so they are fetched when the emails are shown.
  async function ask(path, options) {
    const answer = await fetch(path, options);
    const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const value = isData ? await answer.json() : { refused: await answer.text() };
    if (!answer.ok && !value.refused) value.refused = "Something went wrong. Look into the terminal.";
    return value;
  }

  let turn = 0;
  async function follow() {
    const thisTurn = ++turn;
    let number = 0;
    while (thisTurn === turn) {
      let pause = 0;
      try {
        const state = await ask("state.json?issue=" + encodeURIComponent(chosen.issue) + "&after=" + number);
        if (thisTurn !== turn) return;
        if (state.refused) { fail(state.refused); pause = 2000; }
        else if (state.number > number) { number = state.number; latest = state; show(); judgeFiles(); }
        else pause = 500;
      } catch (error) {
        fail("Bulletin has stopped. Type bulletin serve again, and open the address that it prints.");
        pause = 2000;
      }
      await new Promise((resolve) => { setTimeout(resolve, pause); });
    }
  }

  function fail(sentence) {
    byId("failure").hidden = false;
    say(byId("failure"), sentence);
  }

  // Rendering
  function show() {
    const mails = latest.mails.map((mail) => ({ name: mail.name, label: mail.label }));
    if (!mails.concat(OTHERS).some((view) => view.name === chosen.tab) && mails.length) chosen.tab = mails[0].name;
    const isMail = mails.some((view) => view.name === chosen.tab);
    buttons(byId("tabs"), mails.concat(OTHERS), chosen.tab, (name) => { chosen.tab = name; show(); });
    buttons(byId("looks"), isMail ? latest.looks : [], chosen.look, (name) => { chosen.look = name; show(); });
    showIssues();
    const mail = latest.mails.find((view) => view.name === chosen.tab);
    const other = OTHERS.find((view) => view.name === chosen.tab);
    say(byId("title"), mail ? mail.subject : other ? other.label : "There is no email yet");
    byId("failure").hidden = !latest.failure;
    say(byId("failure"), latest.failure);
    byId("note").hidden = !(latest.note && isMail);
    say(byId("note"), latest.note);
    byId("item").hidden = chosen.tab !== "item";
    byId("import").hidden = chosen.tab !== "import";
    byId("frames").hidden = chosen.tab === "import" || !(mail || other);
    showFrame(mail);
    document.body.dataset.number = latest.number;
    remember();
  }

  async function judgeFiles() {
    const asked = latest.number;
    await new Promise((resolve) => { frameLoaded = resolve; if (!byId("frames").querySelector(".coming")) resolve(); });
    const verdict = await ask("verdict.json?issue=" + encodeURIComponent(chosen.issue));
    if (verdict.refused || asked !== latest.number) return;
    say(byId("verdict"), verdict.verdict);
    say(byId("counted"), verdict.counted);
    byId("problems").replaceChildren(...verdict.problems.map(problem));
    document.body.dataset.judged = verdict.number;
  }

  function buttons(list, entries, current, press) {
    const names = entries.map((entry) => entry.name + entry.label).join();
    if (list.dataset.names !== names) {
      list.dataset.names = names;
      list.replaceChildren(...entries.map((entry) => {
        const item = element("li");
        const button = element("button", entry.label, { type: "button", "data-name": entry.name });
        button.addEventListener("click", () => press(entry.name));
        item.append(button);
        return item;
      }));
    }
    list.querySelectorAll("button").forEach((button) => { button.setAttribute("aria-pressed", String(button.dataset.name === current)); });
  }

  function showIssues() {
    const select = byId("issue");
    const labels = latest.issues.map((issue) => issue.label).join();
    if (select.dataset.labels !== labels) {
      select.dataset.labels = labels;
      select.replaceChildren(...latest.issues.map((issue) => element("option", issue.label, { value: issue.id })));
    }
    select.value = latest.issue;
  }

  function problem(row) {
    const item = element("li", "", { class: row.severity });
    item.append(row.href ? element("a", row.place, { class: "place", href: row.href }) : element("span", row.place, { class: "place" }));
    item.append(element("span", row.severity === "info" ? "Advice: " : row.severity === "warning" ? "Warning: " : "Error: ", { class: "severity" }));
    item.append([row.message, row.hint].filter(Boolean).join(" ") + " [" + row.rule + "]");
    const [before, at, after] = row.excerpt;
    if ((before + at + after).trim()) {
      const line = element("p", before, { class: "line" });
      line.append(element("mark", at), after);
      item.append(line);
    }
    return item;
  }

  // A new frame replaces the old one when it is loaded, and keeps its scroll position.
  function showFrame(mail) {
    const look = latest.looks.find((choice) => choice.name === chosen.look) || latest.looks[0];
    byId("frames").classList.toggle("narrow", Boolean(mail && look && look.narrow));
    let [name, source] = ["", ""];
    if (mail && look) {
      const page = { computer: "light", phone: "light", dark: "dark", bare: "bare", text: "text", dates: "dates" }[look.name];
      name = "mail " + mail.name + " " + latest.issue;
      source = "view?" + new URLSearchParams({ issue: latest.issue, mail: mail.name, page: page, number: latest.number });
    } else if (chosen.tab === "site") [name, source] = ["site", SITE];
    else if (chosen.tab === "item") [name, source] = ["item", "form?issue=" + encodeURIComponent(latest.issue)];
    if (!source || showing === source) return;
    showing = source;
    load(name, source);
  }

  function load(name, source) {
    byId("frames").querySelectorAll(".coming").forEach((frame) => frame.remove());
    const before = byId("frames").querySelector("iframe");
    const kind = name.split(" ")[0];
    const frame = element("iframe", "", { sandbox: SANDBOX[kind], title: byId("title").textContent, class: "coming", src: source, "data-view": name });
    frame.addEventListener("load", () => {
      if (before && before.dataset.view === name && kind === "mail") {
        frame.contentWindow.scrollTo(before.contentWindow.scrollX, before.contentWindow.scrollY);
      }
      if (before) before.remove();
      frame.classList.remove("coming");
      frameLoaded();
    }, { once: true });
    byId("frames").append(frame);
  }

  // The form runs in its own origin, so it sends what is typed in messages.
  window.addEventListener("message", (event) => {
    const frame = byId("frames").querySelector('iframe[data-view="item"]');
    if (!frame || event.source !== frame.contentWindow || !event.data || typeof event.data.text !== "string" || !Array.isArray(event.data.problems)) return;
    typed = { issue: String(event.data.issue), name: String(event.data.name), text: event.data.text, problems: event.data.problems.map(String) };
    say(byId("item-file"), typed.name ? typed.issue + "/" + typed.name + ".md" : "");
    byId("write").disabled = true;
    clearTimeout(judge.later);
    judge.later = setTimeout(judge, 250);
  });

  async function judge() {
    const item = typed;
    if (item.problems.length) return showVerdict("Before it can be written:", item.problems, []);
    const answer = await ask("judge-item", posted(item));
    if (item !== typed) return null;
    if (answer.refused) return showVerdict(answer.refused, [], []);
    const sentences = answer.problems.map((problem) => (problem.severity === "error" ? "" : problem.severity + ": ") + problem.sentence);
    showVerdict(answer.stops ? "Bulletin refuses it:" : "It can be written.", sentences, answer.sessions);
    byId("write").disabled = answer.stops;
    return null;
  }

  function showVerdict(sentence, problems, sessions) {
    say(byId("item-says"), sentence);
    byId("item-problems").replaceChildren(...problems.map((problem) => element("li", problem)));
    byId("item-sessions").replaceChildren(...sessions.map((session) => element("li", session)));
  }

  const posted = (item) => ({ method: "POST", body: JSON.stringify({ issue: item.issue, name: item.name, text: item.text, pictures: item.pictures || [] }) });

  byId("write").addEventListener("click", async () => {
    byId("write").disabled = true;
    const answer = await ask("write-item", posted(typed));
    showVerdict(answer.refused || "I wrote " + answer.path + ".", [], []);
  });

  // Importing a document
  async function read(file) {
    say(byId("import-says"), "I am reading " + file.name + " …");
    const answer = await ask("read-document?" + new URLSearchParams({ issue: latest.issue, name: file.name }), { method: "POST", body: file });
    say(byId("import-says"), answer.refused || answer.says);
    byId("drafts").replaceChildren(...(answer.drafts || []).map(draft));
  }

  function draft(item) {
    const box = element("section", "", { class: "draft" });
    const says = element("p", "", { role: "status" });
    const button = element("button", "Write " + item.issue + "/" + item.name + ".md", { type: "button" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const answer = await ask("write-item", posted(item));
      say(says, answer.refused || "I wrote " + answer.path + ". Compare it with the document, then delete its line that begins with hold until.");
    });
    box.append(element("h3", item.name), ...item.unsure.map((sentence) => element("p", sentence)), element("pre", item.text), button, says);
    return box;
  }

  // A file dropped beside the box must not replace the page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
  const drop = byId("drop");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) read(event.dataTransfer.files[0]);
  });
  byId("document").addEventListener("change", (event) => { if (event.target.files.length) read(event.target.files[0]); });

  // The choice is kept in the address, so that it survives a reload of the page.
  function remember() {
    history.replaceState(null, "", "#" + new URLSearchParams(chosen));
  }

  const before = new URLSearchParams(location.hash.slice(1));
  Object.keys(chosen).forEach((key) => { if (before.get(key)) chosen[key] = before.get(key); });
  byId("issue").addEventListener("change", (event) => { chosen.issue = event.target.value; follow(); });
  follow();
}());
