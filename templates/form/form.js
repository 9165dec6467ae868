// Writes an item from what is typed, on the reader's own machine; only the links that are pressed lead anywhere.
(function () {
  "use strict";
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const byId = (id) => document.getElementById(id);
  const within = (element, selector) => Array.from(element.querySelectorAll(selector));
  // What a screen reader reads out is touched only when it says something else.
  const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const oneLine = (text) => text.replace(/\s+/g, " ").trim();

  // Writing: the same as bulletin/content/writing.py and bulletin/text/slugs.py; a test compares them.
  function isPlain(text) {
    const number = /^[-+.0-9][-+.,:_0-9a-fox]*$/i.test(text) && !/^(0|[1-9][0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2})$/.test(text);
    const mark = /^[-?:,[\]{}#&*!|>'"%@`–—•·]/.test(text);
    const otherwise = /: | #|:$|^(null|~|=|<<)$/i.test(text);
    return text !== "" && text === text.trim() && !text.includes("\n") && !mark && !otherwise && !number;
  }

  function writeValue(text) {
    return isPlain(text) ? text : "'" + text.replace(/'/g, "''") + "'";
  }

  function entryLines(key, value) {
    if (!Array.isArray(value)) return value ? [key + ": " + writeValue(value)] : [];
    const entries = value.filter(Boolean).map((one) => "  - " + writeValue(one));
    return entries.length ? [key + ":", ...entries] : [];
  }

  const LETTERS = { "&": " and ", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i" };

  function slug(text) {
    const folded = text.normalize("NFKC").toLowerCase().replace(/[&ßæœøđðłþı]/g, (letter) => LETTERS[letter]);
    const bare = folded.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’‘`]/g, "");
    return bare.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80).replace(/^-+|-+$/g, "");
  }

  // Days and hours in words. A day is written like 2027-02-09, an hour like 13:00.
  function inWords(day) {
    if (!day) return "";
    const [year, month, date] = day.split("-").map(Number);
    const weekday = facts.days[(new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7];
    return weekday + " " + withoutWeekday(day);
  }

  function withoutWeekday(day) {
    const [year, month, date] = day.split("-").map(Number);
    return date + " " + facts.months[month - 1] + " " + year;
  }

  function clock(time) {
    const [hour, minute] = time.split(":").map(Number);
    if (!minute && hour % 12 === 0) return hour ? "midday" : "midnight";
    return ((hour + 11) % 12 + 1) + (minute ? ":" + String(minute).padStart(2, "0") : "") + (hour < 12 ? "am" : "pm");
  }

  const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const listed = (words) => (words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words.at(-1));

  function today() {
    const now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  }

  function nextMonth() {
    const now = new Date();
    const next = new Date(now.getFullYear(), now.getMonth() + 1, 1);
    return next.getFullYear() + "-" + String(next.getMonth() + 1).padStart(2, "0");
  }

  // One date of the page → a session line, and what is wrong with it.
  function readSession(box, number) {
    const part = (name, meeting) => {
      const one = meeting ? meeting.querySelector('[data-part="' + name + '"]') : box.querySelector('[data-part="' + name + '"]:not(.meeting *)');
      return one.type === "checkbox" ? one.checked : oneLine(one.value);
    };
    const problems = [];
    const wrong = (sentence) => { problems.push("Date " + number + ": " + sentence); };
    const way = part("way");
    const noHours = part("no-hours");

    function ahead(day, which) {
      if (!day) wrong("choose the " + which + ".");
      else if (day < today()) wrong(inWords(day) + " is past.");
      return day;
    }

    function hours(from, to) {
      if (noHours) return "time to be confirmed";
      if (!from || !to) { wrong("say when it starts and when it ends, or that the hours are not known yet."); return ""; }
      const start = minutes(from);
      const end = minutes(to) || 24 * 60;
      const unusual = byId("key-unusual-hours").checked;
      if (end <= start && !unusual) wrong("the end is not after the start.");
      else if ((start < facts.earliest || end > facts.latest || end - start > 600) && !unusual) {
        wrong("are the hours from " + clock(from) + " to " + clock(to) + " right? Then tick “Unusual hours” under “More questions”.");
      }
      return clock(from) + " to " + clock(to);
    }

    function span() {
      const first = ahead(part("first"), "first day");
      const last = ahead(part("last"), "last day");
      if (first && last && last <= first) wrong("the last day is not after the first.");
      return [first, last];
    }

    const ways = {
      "one": () => {
        const meeting = box.querySelector(".meeting");
        const day = ahead(part("day", meeting), "day");
        return [inWords(day), hours(part("from", meeting), part("to", meeting))];
      },
      "several": () => {
        const meetings = within(box, ".meeting").map((meeting) => ({ day: ahead(part("day", meeting), "day"), from: part("from", meeting), to: part("to", meeting) }));
        if (meetings.length < 2) wrong("press “Add a day” for its other days.");
        if (!part("name")) wrong("give it a name, like Cohort 1, so that its days belong together.");
        const days = meetings.map((one) => one.day);
        if (days.some((day, at) => at && day && day <= days[at - 1])) wrong("put its days in their order.");
        // What is not said of a later day is as on the first.
        const said = meetings.map((one) => hours(one.from || (one.to ? "" : meetings[0].from), one.to || (one.from ? "" : meetings[0].to)));
        if (new Set(said).size === 1) return [listed(days.map(inWords)), said[0]];
        return [meetings.map((one, at) => inWords(one.day) + ", " + said[at]).join("; ")];
      },
      "range": () => { const [first, last] = span(); return [inWords(first) + " to " + inWords(last), hours(part("from"), part("to"))]; },
      "all-day": () => {
        const first = ahead(part("first"), "first day");
        const last = part("last");
        if (last && last < first) wrong("the last day is not after the first.");
        return [last && last !== first ? inWords(first) + " to " + inWords(last) : inWords(first), "all day"];
      },
      "through": () => {
        const [first, last] = span();
        const [from, to] = [part("first-from"), part("last-to")];
        if (!from || !to) { wrong("say when it starts and when it ends."); return []; }
        return [inWords(first) + ", " + clock(from) + " to " + inWords(last) + ", " + clock(to)];
      },
      "weekly": () => {
        const [first, last] = span();
        const not = part("not");
        if (!first || !last) return [];
        if (first && not && inWords(not).split(" ")[0] !== inWords(first).split(" ")[0]) wrong(inWords(not) + " is none of these days.");
        const days = part("often") + " " + inWords(first).split(" ")[0] + " from " + withoutWeekday(first) + " to " + withoutWeekday(last);
        return [days, hours(part("from"), part("to")), not ? "not " + withoutWeekday(not) : ""];
      },
      "awaited": () => {
        const year = part("year");
        if (!/^20[0-9]{2}$/.test(year)) wrong("write the year, like " + today().slice(0, 4) + ".");
        return [part("month") + " " + year + ", date to be confirmed"];
      },
    };
    const when = ways[way]().filter(Boolean).join(", ");
    const link = part("link");
    if (link && !/^https:\/\/[^\s/]+\.[^\s/]+/.test(link)) wrong("a link begins with https://");
    if (!part("place") && !facts.place && !(readValues().get("place"))) wrong("say where it is, or the place of all dates below.");
    const states = [part("places") && part("places") + " places", part("state")].filter(Boolean).map((state) => "(" + state + ")").join(" ");
    const pieces = [when, where(part("place")), part("with") && "with " + part("with"), [link, states].filter(Boolean).join(" ")];
    const keyed = [part("cost") && "cost: " + part("cost"), part("note") && "note: " + part("note")];
    const line = [...pieces, ...keyed].filter(Boolean).join(", ");
    return { line: part("name") ? part("name") + ": " + line : line, when: when, link: link, open: !/full|cancelled/.test(part("state")), problems: problems };
  }

  function where(place) {
    if (!place || /^(?:at|in|on|via|online|place|venue) |^online$/i.test(place)) return place;
    return /(?:to be confirmed|tbc)$/i.test(place) ? "place to be confirmed" : "at " + place;
  }

  function readDeadline(box, number) {
    const part = (name) => oneLine(box.querySelector('[data-part="' + name + '"]').value);
    const problems = [];
    if (!part("name") || !part("day")) problems.push("Closing date " + number + ": say what is due, and the day.");
    else if (part("day") < today()) problems.push("Closing date " + number + ": " + inWords(part("day")) + " is past.");
    return { line: part("name") + ": " + (part("at") ? clock(part("at")) + " on " : "") + inWords(part("day")), problems: problems };
  }

  // The answers, by key; those of other kinds are left out.
  function readValues() {
    const values = new Map();
    const controls = {
      "line": (one) => oneLine(one.value),
      "long": (one) => oneLine(one.value),
      "lines": (one) => one.value.split("\n").map(oneLine).filter(Boolean),
      "day": (one) => (one.value ? withoutWeekday(one.value) : ""),
      "yes": (one) => (one.checked ? "yes" : ""),
      "choices": (one) => within(one, "input:checked").map((tick) => tick.value).join(", "),
    };
    within(byId("item"), "[data-key]").forEach((one) => {
      if (one.closest(".question").hidden) return;
      values.set(one.dataset.key, controls[one.dataset.control](one));
    });
    return values;
  }

  function read() {
    const kind = byId("kind").value;
    const answers = readValues();
    const problems = [];
    const level = facts.public ? "" : (document.querySelector('[name="circulation"]:checked') || { value: "" }).value;
    const sessions = byId("dates").hidden ? [] : within(byId("sessions"), ".session").map((box, at) => readSession(box, at + 1));
    const deadlines = within(byId("deadlines"), ".deadline").map((box, at) => readDeadline(box, at + 1));
    const name = slug(answers.get("title"));
    const issue = oneLine(byId("issue").value);

    if (!answers.get("title")) problems.push("Write the title.");
    else if (!name) problems.push("Write a title with letters or numbers in it: the file is named after it.");
    else if (/^(index|issue|card|calendar|feed|files)$/.test(name)) problems.push("Write a longer title: “" + name + "” is a name of ours.");
    if (!facts.public && !level) problems.push("Say who may see it.");
    if (level === "limited" && !answers.get("circulation note")) problems.push("Say in “Circulation note” who it is for, since not everybody may see it.");
    if (!/^[0-9]{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)*$/.test(issue)) problems.push("Write the issue like " + nextMonth() + ".");
    if (facts.dated.includes(kind) && !sessions.length) problems.push("Add a date.");
    sessions.concat(deadlines).forEach((one) => problems.push(...one.problems));
    if (sessions.some((one) => one.open && !one.link) && !answers.get("book") && !answers.get("booking")) {
      problems.push("How do people book? Give each date a link, or answer “Book” or “Booking”.");
    }
    if (answers.get("book") && !/^(https:\/\/|mailto:|not needed$)/.test(answers.get("book"))) problems.push("“Book” begins with https:// or mailto:, or is: not needed.");

    const lines = [...entryLines("title", answers.get("title")), "kind: " + kind];
    if (level) lines.push("circulation: " + level);
    answers.delete("title");
    answers.forEach((value, key) => lines.push(...entryLines(key, value)));
    lines.push(...entryLines("sessions", sessions.map((one) => one.line)), ...entryLines("deadlines", deadlines.map((one) => one.line)));
    const body = byId("body").value.replace(/\r\n?/g, "\n").trim();
    if (!body && !facts.dated.includes(kind)) problems.push("Write the text.");
    return {
      text: ["---", ...lines, "---", body, ""].join("\n"),
      file: "content/" + issue + "/" + (name || "new-item") + ".md",
      name: name,
      issue: issue,
      secret: level === "limited" || Boolean(answers.get("hold until")),
      problems: problems,
    };
  }

  // GitHub's page for a new file. What is for named readers, on hold or too long for an address is copied instead.
  function way(item) {
    const page = "https://github.com/" + facts.repository + "/new/" + facts.branch.split("/").map(encodeURIComponent).join("/");
    const whole = page + "?filename=" + encodeURIComponent(item.file) + "&value=" + encodeURIComponent(item.text);
    if (item.secret) {
      return { href: page + "?filename=" + encodeURIComponent("content/" + item.issue + "/new-item.md"), copies: true, says: "Not everybody may see this item yet, and browsers keep addresses. So the button copies the text and opens an empty file: paste the text there, and name the file as you like." };
    }
    if (whole.length > facts.longest) {
      return { href: page + "?filename=" + encodeURIComponent(item.file), copies: true, says: "The item is too long for an address. The button copies the text and opens an empty file: paste the text there." };
    }
    return { href: whole, copies: false, says: "The button opens GitHub with the file filled in." };
  }

  let item = null;

  function show() {
    const dated = facts.dated.includes(byId("kind").value);
    byId("dates").hidden = !dated;
    within(document, ".question[data-kinds]").forEach((one) => { one.hidden = !one.dataset.kinds.split(" ").includes(byId("kind").value); });
    const note = document.querySelector('[data-key="circulation note"]');
    if (note) note.closest(".question").hidden = (document.querySelector('[name="circulation"]:checked') || {}).value !== "limited";
    within(document, "[data-ways]").forEach((one) => { one.hidden = !one.dataset.ways.split(" ").includes(one.closest(".session").querySelector('[data-part="way"]').value); });
    within(document, ".session").forEach(showWords);
    within(document, '[data-control="day"]').forEach((one) => { say(byId(one.id + "-words"), inWords(one.value)); });
    item = read();
    // The desk of bulletin serve, which alone can frame this page, judges the item and writes its file.
    if (facts.deskIssue) parent.postMessage({ issue: item.issue, name: item.name, text: item.text, problems: item.problems }, "*");
    byId("file-name").textContent = item.secret ? "content/" + item.issue + "/new-item.md" : item.file;
    byId("file").textContent = item.text;
    showProblems(item.problems);
    byId("wrong").hidden = !item.problems.length;
    byId("ready").hidden = Boolean(item.problems.length);
    byId("how").textContent = way(item).says;
    const link = { href: way(item).href, target: "_blank", rel: "noopener noreferrer" };
    Object.keys(link).forEach((name) => {
      if (item.problems.length) byId("propose").removeAttribute(name);
      else byId("propose").setAttribute(name, link[name]);
    });
    say(byId("said"), "");
  }

  function showProblems(problems) {
    if (byId("problems").textContent === problems.join("")) return;
    byId("problems").replaceChildren(...problems.map((sentence) => {
      const row = document.createElement("li");
      row.textContent = sentence;
      return row;
    }));
  }

  // Which day it is, beside each day, and the whole date in words.
  function showWords(box) {
    const kind = box.classList.contains("deadline") ? "Closing date" : "Date";
    const number = within(box.parentElement, ".session").indexOf(box) + 1;
    box.querySelector("legend").textContent = kind + " " + number;
    within(box, "output[data-words]").forEach((output) => {
      say(output, inWords(output.closest(".row").querySelector('[data-part="' + output.dataset.words + '"]').value));
    });
    const meetings = within(box, ".meeting");
    const several = box.querySelector('[data-part="way"]') && box.querySelector('[data-part="way"]').value === "several";
    meetings.forEach((meeting, at) => { meeting.hidden = at > 0 && !several; });
    const sentence = box.querySelector('[data-words="line"]');
    if (sentence) say(sentence, readSession(box, number).when);
  }

  function add(template, place) {
    const box = byId(template).content.firstElementChild.cloneNode(true);
    place.append(box);
    if (template === "session") {
      add("meeting", box.querySelector(".meetings"));
      box.querySelector('[data-part="year"]').value = nextMonth().slice(0, 4);
    }
    return box;
  }

  function addAndGo(template, place) {
    const box = add(template, place);
    show();
    box.querySelector("input, select").focus();
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(item.text);
      byId("said").textContent = "The text is copied.";
    } catch (error) {
      const range = document.createRange();
      range.selectNodeContents(byId("file"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      byId("said").textContent = "Your browser does not let a page copy. The file above is marked: press Ctrl and C, or Cmd and C.";
    }
  }

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([item.text], { type: "text/markdown" }));
    link.download = item.file.split("/").at(-1);
    link.click();
    URL.revokeObjectURL(link.href);
    byId("said").textContent = "Send the file to the team, or put it into " + item.file.replace(/[^/]*$/, "") + " on GitHub.";
  }

  byId("item").addEventListener("input", show);
  byId("add-session").addEventListener("click", () => addAndGo("session", byId("sessions")));
  byId("add-deadline").addEventListener("click", () => addAndGo("deadline", byId("deadlines")));
  byId("item").addEventListener("click", (event) => {
    const pressed = event.target.dataset.press;
    const box = event.target.closest(".session");
    if (pressed === "add-meeting") addAndGo("meeting", box.querySelector(".meetings"));
    if (pressed === "remove") {
      const next = box.parentElement.id === "sessions" ? "add-session" : "add-deadline";
      box.remove();
      show();
      byId(next).focus();
    }
  });
  byId("propose").addEventListener("click", () => { if (way(item).copies) copy(); });
  byId("copy").addEventListener("click", copy);
  byId("download").addEventListener("click", download);
  byId("issue").value = facts.deskIssue || nextMonth();
  add("session", byId("sessions"));
  show();
  window.bulletinForm = { slug: slug, writeValue: writeValue };
}());
