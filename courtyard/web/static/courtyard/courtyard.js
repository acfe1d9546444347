// Courtyard works without this file. With it: 大字 at once, drafts kept, no double sending, photos shown before they go.
(() => {
  "use strict";
  const root = document.documentElement;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // 大字 at once; the server remembers it for the pages to come
  each("[data-size-switch]", (button) => button.addEventListener("click", (event) => {
    event.preventDefault();
    const form = button.form, big = root.dataset.size !== "elder", said = new FormData(form);
    said.set("size", big ? "elder" : "");
    if (big) root.dataset.size = "elder"; else delete root.dataset.size;
    button.value = big ? "" : "elder";
    button.setAttribute("aria-pressed", String(big));
    fetch(button.formAction, { method: "POST", body: said, redirect: "manual", keepalive: true }).catch(() => { /* no network: large on this page all the same */ });
  }));

  // the hand that clicks twice sends once; the server is what really keeps it to one
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  addEventListener("pageshow", () => each("form[data-sent]", (form) => delete form.dataset.sent));

  each("[data-shows]", (button) => {
    const field = document.getElementById(button.dataset.shows);
    button.hidden = false;
    button.addEventListener("click", () => {
      const on = field.type === "password";
      field.type = on ? "text" : "password";
      button.setAttribute("aria-pressed", String(on));
    });
  });

  // Drafts: what is typed into form[data-draft] stays on this device until a page follows that is no refusal.
  // They are the person's own: another one signing in here, or signing out (form[data-forget]), clears them.
  const PREFIX = "draft ", WEEK = 7 * 24 * 3600e3, who = root.dataset.who || "";
  const put = (key, draft) => { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* full, or private */ } };
  const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const drafts = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };
  const forget = (unless) => drafts().filter((key) => !unless(kept(key))).forEach((key) => localStorage.removeItem(key));
  const writes = (field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=password], [type=file])");
  const refused = document.querySelector("[data-unsent], [aria-invalid=true], .errors");
  forget((draft) => draft && draft.who === (who || draft.who) && Date.now() - draft.at < WEEK && (refused || !draft.sent));
  drafts().forEach((key) => put(key, { ...kept(key), sent: false }));

  const keepDraft = (form) => {
    const key = PREFIX + form.dataset.draft, fields = () => [...form.elements].filter(writes), draft = kept(key);
    const keep = (sent) => {
      const values = fields().filter((f) => f.type !== "radio" && f.type !== "checkbox" || f.checked).map((f) => [f.name, f.value]);
      put(key, { who, at: Date.now(), sent, values });
    };
    if (draft) fields().forEach((field) => {
      const values = draft.values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= values.includes(field.value);
      else if (!field.value && values.length) field.value = values[0];
    });
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => keep(true));
  };
  each("form[data-draft]", keepDraft);
  addEventListener("htmx:afterSettle", (event) => event.target.querySelectorAll("form[data-draft]").forEach(keepDraft));
  // so are pages of a round, kept for when there is no network; what was found on it stays until it is sent
  each("form[data-forget]", (form) => form.addEventListener("submit", () => { forget(() => false); globalThis.caches?.delete("rounds"); }));

  // photographs, seen before they are sent
  each("input[type=file][data-thumbs]", (input) => {
    const list = document.getElementById(input.dataset.thumbs);
    input.addEventListener("change", () => list.replaceChildren(...[...input.files].map((file) => {
      const image = new Image();
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
      return image;
    })));
  });

  // a number that is to be typed elsewhere; without JavaScript it is marked and copied as any text
  each("[data-copies]", (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copies).then(
      () => { button.querySelector("span").textContent = button.dataset.done; }, () => { /* not allowed: it stands above, to be marked */ }));
  });

  // A page that is also a paper prints itself; without JavaScript the browser's own menu does.
  each("[data-print]", (button) => { button.hidden = false; button.addEventListener("click", () => print()); });

  // J and K walk a queue, / goes to its search, [data-key] answers to its letter. Only outside text fields, every
  // key has a button or link beside it, and whoever minds them turns them off with [data-keys-switch].
  const queue = document.querySelector("[data-keys]"), choice = document.querySelector("[data-keys-switch]");
  const keysOn = () => { try { return localStorage.keys !== "off"; } catch { return true; } };
  if (choice) {
    choice.closest("[hidden]")?.removeAttribute("hidden");
    choice.checked = keysOn();
    choice.addEventListener("change", () => { try { localStorage.keys = choice.checked ? "on" : "off"; } catch { /* private */ } });
  }
  const walk = (step) => {
    const rows = [...document.querySelectorAll("[data-keys] tbody tr")].filter((row) => row.querySelector("a"));
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true"), next = rows[at + step];
    if (!next) return;
    rows[at]?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.querySelector("a").focus();
  };
  const marked = () => document.querySelector("[data-keys] tr[aria-selected=true]");
  if (queue) addEventListener("keydown", (event) => {
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
    const letter = /^[a-z]$/.test(event.key) && `[data-key="${event.key}"]`;
    const meant = event.key === "/" ? document.querySelector("[type=search]") : letter && (marked()?.querySelector(letter) || document.querySelector(letter));
    if (!meant) return;
    event.preventDefault();
    meant.focus();
    if (meant.matches("a, button, [type=checkbox]")) meant.click();
  });

  // a sentence kept ready goes where it is wanted, and can be changed there
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-fills]"), field = button && document.getElementById(button.dataset.fills);
    if (!field) return;
    field.value = button.dataset.words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // a list that renews itself does not do so under somebody's hand
  addEventListener("htmx:beforeRequest", (event) => {
    const live = event.target.closest?.("[data-live]");
    if (live === event.target && (document.hidden || live.contains(document.activeElement) || live.querySelector(":checked"))) event.preventDefault();
  });

  // htmx's requests carry the token of the page's own form, so that nothing needs a header in the markup
  addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
})();
