// juice and MJML on the issue that email_issue.py wrote, warm: prints {name: [milliseconds]}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, folder, rounds] = process.argv.slice(2);
const require = createRequire(`${resolve(modules)}/`);
const juice = require("juice");
const mjml = require("mjml");
const page = readFileSync(`${folder}/issue.html`, "utf8");
const source = readFileSync(`${folder}/issue.mjml`, "utf8");
const works = {
  "juice, inlining alone": () => juice(page),
  "MJML on the same words, HTML alone": async () => (await (mjml.default ?? mjml)(source)).html.length,
};
const found = {};
for (let round = -3; round < Number(rounds); round++) {
  for (const [name, work] of Object.entries(works)) {
    const before = performance.now();
    await work();
    if (round >= 0) (found[name] ??= []).push(performance.now() - before);
  }
}
console.log(JSON.stringify(found));
