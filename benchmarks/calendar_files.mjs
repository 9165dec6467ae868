// The same sessions with npm's ics. usage: calendar_files.mjs singles|large FILE.json
import fs from "node:fs";
import { createEvents } from "../tests/tools/node_modules/ics/dist/index.js";

const [what, file] = process.argv.slice(2);
const created = [2022, 2, 1, 9, 0];
const events = (rows, alarms) =>
  rows.map((row) => ({
    ...row,
    startInputType: "utc", startOutputType: "utc", endInputType: "utc", endOutputType: "utc",
    status: "CONFIRMED", busyStatus: "BUSY", transp: "OPAQUE", classification: "PUBLIC", categories: ["adults"], sequence: 0,
    organizer: { name: "North West safeguarding team", email: "team@example.org" }, created, lastModified: created,
    ...(alarms ? { alarms: [{ action: "display", description: row.title, trigger: { days: 1, before: true } }] } : {}),
  }));
const written = (rows, alarms) => {
  const { error, value } = createEvents(events(rows, alarms), { method: "PUBLISH", productId: "-//x//x//EN" });
  if (error) throw error;
  return value;
};
const rows = JSON.parse(fs.readFileSync(file, "utf8"));
written(rows.slice(0, 1), true);
const started = performance.now();
const files = what === "large" ? [written(rows, false)] : rows.map((row) => written([row], true));
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, bytes: files.reduce((sum, one) => sum + Buffer.byteLength(one), 0) }));
