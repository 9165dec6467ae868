// The desk: asks for the state of the files, and puts the view that is chosen into a frame. Words are put in as text.
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const SITE = document.body.dataset.site;
  const OTHERS = [{ name: "site", label: "Site" }, { name: "item", label: "New item" }, { name: "import", label: "Import" }];
  const SANDBOX = { mail: "allow-same-origin allow-popups allow-popups-to-escape-sandbox", site: "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads", item: "allow-scripts" };

  const chosen = { issue: "", tab: "bulletin", look: "computer" };
  let known = { number: 0, mails: [], looks: [], issues: [] };
  let showing = "";
  let typed = null;
  let shown = () => {};

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    Object.entries(attributes || {}).forEach(([key, value]) => { if (value) made.setAttribute(key, value); });
    return made;
  }

  // Asking. The emails come first; the rules take longer, and are asked when the emails are shown.
  async function ask(path, options) {
    const answer = await fetch(path, options);
    const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const value = isData ? await answer.json() : { refused: await answer.text() };
    if (!answer.ok && !value.refused) value.refused = "Something went wrong. Look into the terminal.";
    return value;
  }

  let turn = 0;
  async function follow() {
    const mine = ++turn;
    let number = 0;
    while (mine === turn) {
      let pause = 0;
      try {
        const state = await ask("state.json?issue=" + encodeURIComponent(chosen.issue) + "&after=" + number);
        if (mine !== turn) return;
        if (state.refused) { fail(state.refused); pause = 2000; }
        else if (state.number > number) { number = state.number; known = state; show(); judgeFiles(); }
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

  // Showing
  function show() {
    const mails = known.mails.map((mail) => ({ name: mail.name, label: mail.label }));
    if (!mails.concat(OTHERS).some((one) => one.name === chosen.tab) && mails.length) chosen.tab = mails[0].name;
    const isMail = mails.some((one) => one.name === chosen.tab);
    buttons(byId("tabs"), mails.concat(OTHERS), chosen.tab, (name) => { chosen.tab = name; show(); });
    buttons(byId("looks"), isMail ? known.looks : [], chosen.look, (name) => { chosen.look = name; show(); });
    showIssues();
    const mail = known.mails.find((one) => one.name === chosen.tab);
    const other = OTHERS.find((one) => one.name === chosen.tab);
    say(byId("title"), mail ? mail.subject : other ? other.label : "There is no email yet");
    byId("failure").hidden = !known.failure;
    say(byId("failure"), known.failure);
    byId("note").hidden = !(known.note && isMail);
    say(byId("note"), known.note);
    byId("item").hidden = chosen.tab !== "item";
    byId("import").hidden = chosen.tab !== "import";
    byId("frames").hidden = chosen.tab === "import" || !(mail || other);
    showFrame(mail);
    document.body.dataset.number = known.number;
    remember();
  }

  async function judgeFiles() {
    const asked = known.number;
    await new Promise((resolve) => { shown = resolve; if (!byId("frames").querySelector(".coming")) resolve(); });
    const verdict = await ask("verdict.json?issue=" + encodeURIComponent(chosen.issue));
    if (verdict.refused || asked !== known.number) return;
    say(byId("verdict"), verdict.verdict);
    say(byId("counted"), verdict.counted);
    byId("problems").replaceChildren(...verdict.problems.map(problem));
    document.body.dataset.judged = verdict.number;
  }

  function buttons(list, entries, current, press) {
    const names = entries.map((one) => one.name + one.label).join();
    if (list.dataset.names !== names) {
      list.dataset.names = names;
      list.replaceChildren(...entries.map((one) => {
        const item = element("li");
        const button = element("button", one.label, { type: "button", "data-name": one.name });
        button.addEventListener("click", () => press(one.name));
        item.append(button);
        return item;
      }));
    }
    list.querySelectorAll("button").forEach((button) => { button.setAttribute("aria-pressed", String(button.dataset.name === current)); });
  }

  function showIssues() {
    const select = byId("issue");
    const labels = known.issues.map((one) => one.label).join();
    if (select.dataset.labels !== labels) {
      select.dataset.labels = labels;
      select.replaceChildren(...known.issues.map((one) => element("option", one.label, { value: one.id })));
    }
    select.value = known.issue;
  }

  function problem(one) {
    const item = element("li", "", { class: one.severity });
    item.append(one.href ? element("a", one.place, { class: "place", href: one.href }) : element("span", one.place, { class: "place" }));
    item.append(element("span", one.severity === "info" ? "Advice: " : one.severity === "warning" ? "Warning: " : "Error: ", { class: "severity" }));
    item.append([one.message, one.hint].filter(Boolean).join(" ") + " [" + one.rule + "]");
    const [before, at, after] = one.excerpt;
    if ((before + at + after).trim()) {
      const line = element("p", before, { class: "line" });
      line.append(element("mark", at), after);
      item.append(line);
    }
    return item;
  }

  // The frame that comes takes the place of the one that is there once it is loaded, at the same height.
  function showFrame(mail) {
    const look = known.looks.find((one) => one.name === chosen.look) || known.looks[0];
    byId("frames").classList.toggle("narrow", Boolean(mail && look && look.narrow));
    let [name, source] = ["", ""];
    if (mail && look) {
      const page = { computer: "light", phone: "light", dark: "dark", bare: "bare", text: "text", dates: "dates" }[look.name];
      name = "mail " + mail.name + " " + known.issue;
      source = "view?" + new URLSearchParams({ issue: known.issue, mail: mail.name, page: page, number: known.number });
    } else if (chosen.tab === "site") [name, source] = ["site", SITE];
    else if (chosen.tab === "item") [name, source] = ["item", "form?issue=" + encodeURIComponent(known.issue)];
    if (!source || showing === source) return;
    showing = source;
    load(name, source);
  }

  function load(name, source) {
    byId("frames").querySelectorAll(".coming").forEach((one) => one.remove());
    const before = byId("frames").querySelector("iframe");
    const kind = name.split(" ")[0];
    const frame = element("iframe", "", { sandbox: SANDBOX[kind], title: byId("title").textContent, class: "coming", src: source, "data-view": name });
    frame.addEventListener("load", () => {
      if (before && before.dataset.view === name && kind === "mail") {
        frame.contentWindow.scrollTo(before.contentWindow.scrollX, before.contentWindow.scrollY);
      }
      if (before) before.remove();
      frame.classList.remove("coming");
      shown();
    }, { once: true });
    byId("frames").append(frame);
  }

  // The form runs in an origin of its own, and says in messages what is typed.
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
    if (item.problems.length) return told("Before it can be written:", item.problems, []);
    const answer = await ask("judge-item", posted(item));
    if (item !== typed) return null;
    if (answer.refused) return told(answer.refused, [], []);
    const sentences = answer.problems.map((one) => (one.severity === "error" ? "" : one.severity + ": ") + one.sentence);
    told(answer.stops ? "Bulletin refuses it:" : "It can be written.", sentences, answer.sessions);
    byId("write").disabled = answer.stops;
    return null;
  }

  function told(sentence, problems, sessions) {
    say(byId("item-says"), sentence);
    byId("item-problems").replaceChildren(...problems.map((one) => element("li", one)));
    byId("item-sessions").replaceChildren(...sessions.map((one) => element("li", one)));
  }

  const posted = (item) => ({ method: "POST", body: JSON.stringify({ issue: item.issue, name: item.name, text: item.text, pictures: item.pictures || [] }) });

  byId("write").addEventListener("click", async () => {
    byId("write").disabled = true;
    const answer = await ask("write-item", posted(typed));
    told(answer.refused || "I wrote " + answer.path + ".", [], []);
  });

  // A document
  async function read(file) {
    say(byId("import-says"), "I am reading " + file.name + " …");
    const answer = await ask("read-document?" + new URLSearchParams({ issue: known.issue, name: file.name }), { method: "POST", body: file });
    say(byId("import-says"), answer.refused || answer.says);
    byId("drafts").replaceChildren(...(answer.drafts || []).map(draft));
  }

  function draft(one) {
    const box = element("section", "", { class: "draft" });
    const says = element("p", "", { role: "status" });
    const button = element("button", "Write " + one.issue + "/" + one.name + ".md", { type: "button" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const answer = await ask("write-item", posted(one));
      say(says, answer.refused || "I wrote " + answer.path + ". Compare it with the document, then delete its line that begins with hold until.");
    });
    box.append(element("h3", one.name), ...one.unsure.map((sentence) => element("p", sentence)), element("pre", one.text), button, says);
    return box;
  }

  // A file that misses the box must not take the place of the page.
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

  // What is chosen stands in the address, so that the page can be loaded again.
  function remember() {
    history.replaceState(null, "", "#" + new URLSearchParams(chosen));
  }

  const before = new URLSearchParams(location.hash.slice(1));
  Object.keys(chosen).forEach((key) => { if (before.get(key)) chosen[key] = before.get(key); });
  byId("issue").addEventListener("change", (event) => { chosen.issue = event.target.value; follow(); });
  follow();
}());
