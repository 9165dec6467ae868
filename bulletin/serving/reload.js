// Reloads a page of the web archive when the files have changed; the browser keeps the scroll position.
(function () {
  "use strict";
  const home = document.currentScript.src.replace(/reload\.js$/, "");
  async function wait(number) {
    let newest = number;
    try {
      newest = Number(await (await fetch(home + "number?after=" + number)).text()) || number;
    } catch (error) {
      newest = number;
    }
    if (newest > number) location.reload();
    else setTimeout(() => wait(number), 1000);
  }
  wait(Number(document.currentScript.dataset.number));
}());
