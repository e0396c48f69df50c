// Keeps what is being typed on a page of a draft. Without it, and whenever it fails, the form's own buttons save all.
const PAUSE_MS = 2000;
const form = document.querySelector("form[data-typed]");
const note = document.querySelector("#saved-note");
let waiting, over = false, changed = false;

function say(words) {
  note.textContent = words;
  note.hidden = false;
}

async function keep() {
  changed = false;
  const headers = { accept: "application/json" };
  const answer = await fetch(form.dataset.typed, { method: "POST", body: new FormData(form), headers });
  if (answer.ok) {
    const saved = await answer.json();
    form.elements.version.value = saved.version;
    say(`Saved automatically at ${saved.at}.`);
    return;
  }
  over = true;
  say(answer.status === 401
    ? "You were signed out. Go on typing: when you save, nothing is lost."
    : "This is not saved automatically just now. Press one of the buttons to save it.");
}

function later() {
  changed = true;
  clearTimeout(waiting);
  if (!over) waiting = setTimeout(() => keep().catch(() => { changed = true; }), PAUSE_MS);
}

form.addEventListener("input", later);
form.addEventListener("submit", () => { over = true; clearTimeout(waiting); });
addEventListener("pagehide", () => {
  if (changed && !over) navigator.sendBeacon(form.dataset.typed, new FormData(form));
});
