// Shows what needs a passkey to browsers that know them, and has one answer when a form is sent whose last step it is.
// What the server refuses it says on the page that follows; only what goes wrong before that is said here.
"use strict";

const bytes = (coded) => Uint8Array.from(atob(coded.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const coded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const named = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

// The authenticator is asked to make a key when the server names a user, and to sign the challenge otherwise.
async function touched(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.allowCredentials && { allowCredentials: named(asked.allowCredentials) }),
    ...(asked.excludeCredentials && { excludeCredentials: named(asked.excludeCredentials) }),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
  };
  const key = await navigator.credentials[asked.user ? "create" : "get"]({ publicKey });
  const response = { transports: key.response.getTransports?.() };
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[part]) response[part] = coded(key.response[part]);
  }
  return { id: key.id, rawId: coded(key.rawId), type: key.type, response };
}

const able = Boolean(window.PublicKeyCredential);
for (const offer of document.querySelectorAll("[data-passkeys]")) offer.hidden = !able;

const form = document.querySelector("form[data-touch]");
if (form) {
  const said = form.querySelector("[data-said]");
  let waiting = false;

  const say = (what) => {
    said.textContent = said.dataset[what];
    for (const look of ["state", "tone-danger"]) said.classList.toggle(look, what !== "waiting");
  };
  const why = (error) =>
    ({ NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" })[error.name] || "failed";

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    say("waiting");
    try {
      const answer = await fetch(form.dataset.touch, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok) form.elements.answer.value = JSON.stringify(await touched(await answer.json()));
      form.submit();
    } catch (error) {
      waiting = false;
      say(why(error));
    }
  });
  addEventListener("pageshow", () => (waiting = false));
  if (!able) say("unable");
}
