// While somebody writes: keeps the words on the server, and shows the letter and its length as they would be now.
// Without script the button “Preview” does both.
"use strict";

const PAUSE = 500; // after the last key
const LONGEST = 2000; // while keys keep coming
const AGAIN = 5000; // after a failure
const form = document.querySelector("form[data-live]");

if (form) {
  const turn = form.elements.turn;
  const at = (id) => document.getElementById(id);
  const [count, kept, said, live] = ["count", "kept", "said", "live"].map(at);
  let dirty = 0; // when the first key was pressed that is not kept yet; 0 for none
  let flying = false;
  let leaving = false;
  let shown = ""; // a preview that waits until nobody stands in the old one
  let timer;

  // A screen reader hears only what is new: not each time that the same is true again.
  const say = (text) => {
    if (said.textContent !== text) said.textContent = text;
  };

  const show = (html) => {
    shown = html;
    if (!html || live.contains(document.activeElement)) return;
    const open = live.querySelector("details.parts")?.open;
    live.innerHTML = html;
    const parts = live.querySelector("details.parts");
    if (parts) parts.open = Boolean(open);
    shown = "";
  };

  const tell = (answer) => {
    count.textContent = answer.count;
    count.classList.toggle("tone-wait", answer.over);
    count.classList.toggle("state", answer.over);
    kept.textContent = answer.kept;
    kept.hidden = !answer.kept;
    kept.classList.remove("state", "tone-danger");
    say(answer.trouble || form.dataset.kept);
    show(answer.preview);
  };

  const failed = () => {
    dirty ||= Date.now();
    kept.textContent = form.dataset.lost;
    kept.hidden = false;
    kept.classList.add("state", "tone-danger");
    say(form.dataset.lost);
    plan(AGAIN);
  };

  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  };

  const send = (more) => {
    dirty = 0;
    turn.value = Number(turn.value) + 1;
    return fetch(form.dataset.live, { method: "POST", body: new URLSearchParams(new FormData(form)), ...more });
  };

  async function keep() {
    if (flying || leaving || !dirty) return;
    flying = true;
    try {
      const answer = await send({});
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      tell(await answer.json());
    } catch {
      failed();
    } finally {
      flying = false;
      if (dirty) plan(kept.classList.contains("tone-danger") ? AGAIN : PAUSE);
    }
  }

  form.addEventListener("input", () => {
    dirty ||= Date.now();
    plan(Math.max(0, Math.min(PAUSE, dirty + LONGEST - Date.now())));
  });
  // What is on its way when the form is sent is older than the form, and its lower turn says so.
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    turn.value = Number(turn.value) + 1;
  });
  addEventListener("pageshow", () => (leaving = false));
  // The last moment at which a closing window can still be heard; it waits for no answer.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty && !leaving) {
      send({ keepalive: true }).catch(() => (dirty ||= Date.now()));
    }
  });
  live.addEventListener("focusout", () => setTimeout(() => show(shown)));
}
