// Lighthouse over some addresses, in one Chromium: prints [{url, scores: {category: score}, failed: [audit]}].
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: flags });
const found = [];
try {
  for (const url of process.argv.slice(2)) {
    const result = await lighthouse(url, {
      port: chrome.port, output: [], logLevel: "silent", formFactor: "mobile", throttlingMethod: "simulate",
      // The pages stand on this machine: what has not come after two seconds will not come.
      maxWaitForFcp: 2000, maxWaitForLoad: 2000, disableFullPageScreenshot: true,
    });
    const { categories, audits } = result.lhr;
    const failed = Object.values(categories).flatMap((one) => one.auditRefs)
      .filter((ref) => ref.weight > 0 && audits[ref.id]?.score !== null && audits[ref.id]?.score < 1).map((ref) => ref.id);
    found.push({ url, scores: Object.fromEntries(Object.values(categories).map((one) => [one.id, one.score])), failed });
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(found));
