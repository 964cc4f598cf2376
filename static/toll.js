// Works out what a public form costs while it is filled in, so that nobody sends thousands of them. Nothing is asked of
// its reader, and nothing leaves the page before its button is pressed. Without script the form costs a minute.
"use strict";

const PATIENCE = 30000; // after that the form is sent as it is, and the next page asks for a minute
const line = document.querySelector("[data-challenge]");
const form = line && line.closest("form");

if (form && window.Worker && window.isSecureContext) {
  const field = form.elements.work;
  const said = document.getElementById("toll-said");
  const hands = Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
  const workers = [];
  let held; // the button that was pressed too early

  const end = (solution) => {
    workers.splice(0).forEach((worker) => worker.terminate());
    if (solution) {
      const { parameters, signature } = JSON.parse(line.dataset.challenge);
      field.value = btoa(JSON.stringify({ challenge: { parameters, signature }, solution }));
      line.textContent = line.dataset.done;
    }
    if (held) form.requestSubmit(held);
  };

  const work = (worker, place) => {
    worker.onmessage = ({ data }) => workers.length && end(data && !data.error ? data : undefined);
    worker.onerror = () => workers.length && end();
    const challenge = JSON.parse(line.dataset.challenge);
    worker.postMessage({ type: "work", challenge, counterStart: place, counterStep: hands });
  };

  form.addEventListener("submit", (event) => {
    if (!workers.length) return;
    event.preventDefault();
    if (!held) setTimeout(() => workers.length && end(), PATIENCE);
    held = event.submitter;
    said.textContent = line.dataset.held;
  });

  if (field.value) {
    line.textContent = line.dataset.done;
  } else {
    line.textContent = line.dataset.doing;
    for (let place = 0; place < hands; place += 1) workers.push(new Worker(line.dataset.worker));
    workers.slice().forEach(work);
  }
}
