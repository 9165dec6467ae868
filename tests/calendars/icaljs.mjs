// Reads calendar files with ical.js, the engine of Thunderbird and Nextcloud, in its strict mode: JSON of events by file.
import fs from "node:fs";
import ICAL from "../tools/node_modules/ical.js/dist/ical.js";

ICAL.design.strict = true;
const utc = (time) => new Date(time.toUnixTime() * 1000).toISOString();
const found = {};
for (const file of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  found[file] = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [event.uid, utc(event.startDate), utc(event.endDate), event.summary];
  });
}
process.stdout.write(JSON.stringify(found));
