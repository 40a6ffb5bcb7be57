// Keeps what is typed while there is no connection, and sends it once there is.
// Each form has a key of its own, so that what arrives twice counts once.
"use strict";
(() => {
  const note = document.querySelector("[data-own]");
  if (!note || !window.fetch || !window.localStorage) return;
  const prefix = `headload/${note.dataset.who}/`;
  const form = document.querySelector("form[data-keep]");
  let sending = false;

  const read = (name) => JSON.parse(localStorage.getItem(name) || "null");
  const write = (name, kept) => localStorage.setItem(name, JSON.stringify(kept));
  const say = (what) => {
    note.hidden = false;
    note.firstElementChild.textContent = note.dataset[what];
  };

  const typed = () =>
    [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

  const keep = (ready) =>
    write(prefix + form.dataset.keep, {
      action: new URL(form.action).pathname,
      fields: typed(),
      ready,
    });

  const restore = (kept) => {
    for (const each of form.elements) {
      if (!each.name || each.name === "csrfmiddlewaretoken") continue;
      const found = kept.fields.filter(([name]) => name === each.name);
      if (each.type === "radio" || each.type === "checkbox") {
        each.checked = found.some(([, value]) => value === each.value);
      } else if (found.length) each.value = found[0][1];
    }
  };

  // the form is fetched anew: its secret may have changed since it was typed into
  const send = async (name, kept) => {
    const fresh = await fetch(kept.action, { cache: "no-store" });
    if (fresh.redirected) return say("signIn");
    if (!fresh.ok) return say("wrong");
    const page = new DOMParser().parseFromString(await fresh.text(), "text/html");
    const body = new URLSearchParams(kept.fields);
    const secret = page.querySelector("form[data-keep] [name=csrfmiddlewaretoken]");
    body.set("csrfmiddlewaretoken", secret.value);
    const answer = await fetch(kept.action, { method: "POST", body });
    if (answer.ok) {
      localStorage.removeItem(name);
      return location.assign(answer.url);
    }
    write(name, { ...kept, ready: false });
    if (answer.status === 422 && form && name === prefix + form.dataset.keep) {
      form.csrfmiddlewaretoken.value = secret.value;
      return form.submit(); // the page that comes back names each field
    }
    return say("wrong");
  };

  const sendAll = async () => {
    if (sending) return;
    sending = true;
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    for (const name of names) {
      const kept = read(name);
      if (!kept || !kept.ready) continue;
      try {
        await send(name, kept);
      } catch {
        say("waiting");
        setTimeout(sendAll, 20000);
      }
    }
    sending = false;
  };

  if (form) {
    const kept = read(prefix + form.dataset.keep);
    if (kept && !form.querySelector("[aria-invalid]")) {
      restore(kept);
      if (!kept.ready) say("kept");
    }
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(true);
      sendAll();
    });
  }
  addEventListener("online", sendAll);
  sendAll();
})();
