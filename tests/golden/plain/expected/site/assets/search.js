// Looks through the archive on the reader's own machine: nothing that is typed leaves it.
// Without this script the form leads to the page of all issues, which lists them.
(function () {
  "use strict";
  var MOST = 50;
  var form = document.getElementById("search");
  var field = form.elements.q;
  var said = document.getElementById("search-said");
  var list = document.getElementById("search-found");
  var root = form.getAttribute("data-root");
  var index = null;

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function load() {
    if (!index) {
      index = fetch(root + "search.json").then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).then(function (rows) {
        return rows.map(function (row) {
          return { row: row, places: [row.title, row.summary, row.text].map(function (one) { return " " + plain(one); }) };
        });
      });
      index.catch(function () { index = null; });
    }
    return index;
  }

  // How well an item answers: the best place of each word; 0 if one word is nowhere.
  function worth(entry, words) {
    var sum = 0;
    for (var i = 0; i < words.length; i += 1) {
      var found = entry.places.findIndex(function (text) { return text.indexOf(" " + words[i]) >= 0; });
      if (found < 0) return 0;
      sum += [9, 3, 1][found];
    }
    return sum;
  }

  function show(row) {
    var entry = document.createElement("li");
    var link = document.createElement("a");
    link.href = root + row.address;
    link.textContent = row.title;
    var when = document.createElement("p");
    when.className = "small";
    when.textContent = row.issue;
    var summary = document.createElement("p");
    summary.textContent = row.summary;
    entry.append(link, when, summary);
    return entry;
  }

  function search() {
    var asked = field.value.trim();
    var words = plain(asked).split(" ").filter(Boolean);
    list.textContent = "";
    if (!words.length) {
      said.textContent = asked ? "Type a word to search for." : "";
      return;
    }
    load().then(function (entries) {
      if (field.value.trim() !== asked) return;
      var found = entries.map(function (entry) { return { row: entry.row, worth: worth(entry, words) }; });
      found = found.filter(function (one) { return one.worth; });
      // Rows stand newest first, and sorting keeps that among equals.
      found.sort(function (one, other) { return other.worth - one.worth; });
      var many = found.length === 1 ? "1 item" : found.length + " items";
      said.textContent = (found.length ? many : "Nothing") + " found for \u201c" + asked + "\u201d." +
        (found.length > MOST ? " These are the " + MOST + " nearest." : "") +
        (found.length ? "" : " Try another word, or look through all issues below.");
      found.slice(0, MOST).forEach(function (one) { list.append(show(one.row)); });
    }).catch(function () {
      said.textContent = "The search does not work at the moment. Look through all issues below.";
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(field.value.trim()));
    search();
  });
  field.addEventListener("focus", load);
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) search();
}());
