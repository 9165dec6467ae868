// What rss-parser reads of the feeds that stand in a JSON array on standard input.
import { readFileSync } from "node:fs";
import Parser from "rss-parser";

const entry = (one) => ({
  id: one.guid, title: one.title, link: one.link, at: one.isoDate, enclosure: one.enclosure?.url ?? "", text: one["content:encoded"],
});
const parser = new Parser();
const feeds = await Promise.all(JSON.parse(readFileSync(0, "utf8")).map((text) => parser.parseString(text)));
console.log(JSON.stringify(feeds.map((feed) => feed.items.map(entry))));
