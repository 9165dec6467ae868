// Looks through the archive on the reader's own machine: nothing that is typed leaves it.
// Without this script the form leads to the page of all issues, which lists them.
(function () {
  "use strict";
  var STEP = 20;
  var FEW = 6;
  var WORTH = [1, 3, 9];
  var form = document.getElementById("search");
  var field = form.elements.q;
  var said = document.getElementById("search-said");
  var list = document.getElementById("search-found");
  var more = document.getElementById("search-more");
  var root = form.getAttribute("data-root");
  var parts = form.getAttribute("data-parts");
  var files = {};
  var index = null;
  var query = "";
  var found = [];

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  // Each file of the index calls this with what it holds.
  window.bulletinSearch = function (values) { document.currentScript.values = values; };

  // By a script, since a page that was opened from a disk may not fetch.
  function load(name) {
    files[name] = files[name] || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.onload = script.onerror = function () {
        script.remove();
        if (script.values) return resolve(script.values);
        delete files[name];
        reject(new Error(name));
      };
      script.src = parts + name + ".js";
      document.head.append(script);
    });
    return files[name];
  }

  function loadAll(rows) {
    return Promise.all(rows.map(function (row) { return load(row[1]); }));
  }

  // The list of parts: of each what is first in it, and its name. Of a small archive all parts are loaded with it.
  function prepare() {
    if (!index) {
      index = load("index").then(function (listed) {
        var every = listed.words.concat(listed.rows);
        return every.length > FEW ? listed : loadAll(every).then(function () { return listed; });
      });
      index.catch(function () { index = null; });
    }
    return index;
  }

  // The parts in which words may begin like this one; they stand in the order of their words without accents.
  function partsOf(word, rows) {
    return rows.filter(function (row, at) {
      return plain(row[0]) <= word + "\uffff" && (at + 1 === rows.length || plain(rows[at + 1][0]) >= word);
    });
  }

  // What the items are worth in which a word begins like this one: the best place of those where it stands.
  function worthOf(word, listed) {
    return loadAll(partsOf(word, listed.words)).then(function (loaded) {
      var worth = new Map();
      loaded.forEach(function (words) {
        Object.keys(words).forEach(function (one) {
          if (!plain(one).startsWith(word)) return;
          var item = 0;
          words[one].forEach(function (number) {
            item += Math.floor(number / 3);
            worth.set(item, Math.max(worth.get(item) || 0, WORTH[number % 3]));
          });
        });
      });
      return worth;
    });
  }

  // The items that have every word, the best first; of equals the newest, which has the highest number.
  function itemsOf(words, listed) {
    return Promise.all(words.map(function (word) { return worthOf(word, listed); })).then(function (worths) {
      var items = [];
      worths[0].forEach(function (_, item) {
        var sum = 0;
        for (var i = 0; i < worths.length; i += 1) {
          if (!worths[i].has(item)) return;
          sum += worths[i].get(item);
        }
        items.push({ item: item, worth: sum });
      });
      items.sort(function (one, other) { return other.worth - one.worth || other.item - one.item; });
      return items.map(function (one) { return one.item; });
    });
  }

  function rowOf(item, listed) {
    var part = listed.rows.filter(function (row) { return row[0] <= item; }).pop();
    return load(part[1]).then(function (rows) { return rows[item - part[0]]; });
  }

  function show(row) {
    var entry = document.createElement("li");
    var link = document.createElement("a");
    link.href = root + row[0] + (location.protocol === "file:" ? "index.html" : "");
    link.textContent = row[1];
    var when = document.createElement("p");
    when.className = "small";
    when.textContent = row[2];
    var summary = document.createElement("p");
    summary.textContent = row[3];
    entry.append(link, when, summary);
    return entry;
  }

  // Shows the next items, unless something else was asked for meanwhile, and gives the first of them.
  function showNext(listed) {
    var asked = query;
    var items = found.slice(list.children.length, list.children.length + STEP);
    return Promise.all(items.map(function (item) { return rowOf(item, listed); })).then(function (rows) {
      if (query !== asked) return;
      rows.map(show).forEach(function (entry) { list.append(entry); });
      var many = found.length === 1 ? "1 item" : found.length + " items";
      var all = list.children.length === found.length;
      said.textContent = (found.length ? many : "Nothing") + " found for \u201c" + asked + "\u201d." +
        (all ? "" : " These are the " + list.children.length + " nearest.") +
        (found.length ? "" : " Try another word, or look through all issues below.");
      more.hidden = all;
      return list.children[list.children.length - rows.length];
    });
  }

  function fail() {
    said.textContent = "The search does not work at the moment. Look through all issues below.";
  }

  function search() {
    var asked = query = field.value.trim();
    var words = plain(asked).split(" ").filter(Boolean);
    list.textContent = "";
    more.hidden = true;
    if (!words.length) {
      said.textContent = asked ? "Type a word to search for." : "";
      return;
    }
    prepare().then(function (listed) {
      return itemsOf(words, listed).then(function (items) {
        if (query !== asked) return;
        found = items;
        list.textContent = "";
        return showNext(listed);
      });
    }).catch(fail);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(field.value.trim()));
    search();
  });
  more.addEventListener("click", function () {
    prepare().then(showNext).then(function (first) {
      if (first) first.firstChild.focus();
    }).catch(fail);
  });
  field.addEventListener("focus", prepare);
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) search();
}());
