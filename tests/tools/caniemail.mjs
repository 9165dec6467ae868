// What mail programs are known not to support of the emails named, as JSON: {feature: [programs]}.
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const clients = ["gmail.*", "outlook.*", "apple-mail.*", "samsung-email.*"];
const found = {};
for (const name of process.argv.slice(2)) {
  const { issues } = caniemail({ clients, html: readFileSync(name, "utf8") });
  for (const [client, list] of issues.errors) {
    for (const one of list) (found[one.title] ??= new Set()).add(client);
  }
}
console.log(JSON.stringify(found, (_, value) => (value instanceof Set ? [...value].sort() : value)));
