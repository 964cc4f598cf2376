// Shows while somebody writes how long the text is, counted by the server as the body counts it.
// Without script the number is there after each preview.
"use strict";

const count = document.querySelector("[data-count]");
const form = count && count.closest("form");
let waiting;

async function ask() {
  const answer = await fetch(count.dataset.count, { method: "POST", body: new FormData(form) });
  if (!answer.ok) return;
  const said = await answer.json();
  count.textContent = said.count;
  count.classList.toggle("tone-wait", said.over);
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(() => {}), 400);
  });
}
