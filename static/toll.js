// Works out what a public form costs while it is filled in, so that nobody sends thousands of them. Nothing is asked of
// its reader, and nothing leaves the page before its button is pressed. Without script the form costs a minute.
"use strict";

const PATIENCE = 30000; // after that the form is sent as it is, and the next page asks for a minute
const field = document.querySelector("[data-challenge]");

if (field && window.Worker && window.isSecureContext) {
  const { form } = field;
  const line = document.getElementById("work-line");
  const said = document.getElementById("work-said");
  const plain = line.textContent;
  const challenge = JSON.parse(field.dataset.challenge);
  const hands = Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
  const workers = [];
  let held; // the button, pressed before the work was done

  const end = (solution) => {
    workers.splice(0).forEach((worker) => worker.terminate());
    if (solution) field.value = btoa(JSON.stringify({ challenge, solution }));
    line.textContent = solution ? line.dataset.done : plain;
    if (held) form.requestSubmit(held);
  };

  const work = (worker, place) => {
    worker.onmessage = ({ data }) => workers.length && end(data && !data.error ? data : undefined);
    worker.onerror = () => workers.length && end();
    worker.postMessage({ type: "work", challenge, counterStart: place, counterStep: hands });
  };

  form.addEventListener("submit", (event) => {
    if (!workers.length) return;
    event.preventDefault();
    if (held) return;
    held = event.submitter;
    held.textContent = said.textContent = field.dataset.held;
    setTimeout(() => workers.length && end(), PATIENCE);
  });

  if (field.value) {
    line.textContent = line.dataset.done;
  } else {
    line.textContent = line.dataset.doing;
    for (let place = 0; place < hands; place += 1) workers.push(new Worker(field.dataset.worker));
    workers.slice().forEach(work);
  }
}
