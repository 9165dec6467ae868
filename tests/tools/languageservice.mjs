// GitHub's own parser and checker of workflows and actions, as its editor extension uses it.
//   node languageservice.mjs action.yml .github/workflows/check.yml …   one finding a line; exit 1 if there is any
import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// The package imports JSON files in a way that Node does not take without this.
const hook = `
  import { readFile } from "node:fs/promises";
  export async function load(url, context, next) {
    if (!url.endsWith(".json")) return next(url, context);
    return { format: "json", source: await readFile(new URL(url)), shortCircuit: true };
  }`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");
let found = 0;
for (const path of process.argv.slice(2)) {
  const document = TextDocument.create(pathToFileURL(resolve(path)).href, "yaml", 1, await readFile(path, "utf8"));
  for (const { range, message } of await validate(document)) {
    console.log(`${path}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
    found += 1;
  }
}
process.exitCode = found ? 1 : 0;
