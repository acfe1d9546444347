// A round on a phone. The page works without this file, one item a page; with it everything is kept on the phone
// first and sent when there is a network. It takes over only where the browser keeps things for certain.
const walk = document.getElementById("walk"), data = JSON.parse(walk.dataset.round);
const [store_, outbox_, pictures_] = data.modules;
const { open } = await import(store_), { outbox, unsent } = await import(outbox_), { smaller } = await import(pictures_);
const { items, says, at, most } = data, $ = (id) => document.getElementById(id);
const form = $("found"), fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const several = (pair, n, more = {}) => fill(pair[n === 1 ? 0 : 1], { n, ...more });
const clock = (moment) => new Date(moment).toTimeString().slice(0, 5);
const numbered = new Map(items.map((item, place) => [item.id, place]));
const id = () => crypto.randomUUID(); // where a page is not secure there is none, and no service worker either
const state = { place: 0, findings: new Map(), photos: [], shots: [], gone: [], net: navigator.onLine ? "done" : "offline", why: "" };
const PAUSES_MS = [1_000, 5_000, 30_000];
let store, send, tries = 0, later = 0;

const icon = (name, small = true) => {
  const order = ["check", "cross", "dash", "next", "camera", "warn"];
  const one = $("icons").content.children[order.indexOf(name)].cloneNode(true);
  if (small) one.classList.add("icon-s");
  return one;
};
const element = (tag, given = {}, ...children) => {
  const one = Object.assign(document.createElement(tag), given);
  one.append(...children);
  return one;
};
const mark = { pass: "check", fail: "cross", unseen: "dash" };
const shown = new Map();
const picture = (photo) => {
  if (!shown.has(photo.id)) shown.set(photo.id, URL.createObjectURL(photo.blob));
  return shown.get(photo.id);
};

// what is on the page ------------------------------------------------------------------------------------------------

async function look() {
  state.findings = new Map((await store.findings()).map((one) => [one.item, one]));
  state.photos = await store.photos();
  status(); cells(); rows();
  $("ending").hidden = state.findings.size < items.length;
}

function status() {
  const waits = unsent([...state.findings.values()], state.photos).size;
  const [first, more] = sentence(waits);
  const box = $("status");
  box.hidden = false;
  box.dataset.net = state.net;
  box.dataset.waits = waits;
  if (!waits && state.net === "done") box.dataset.s = "ok"; else delete box.dataset.s;
  put(box.querySelector("[data-says]"), first);
  put(box.querySelector("[data-more]"), more);
  const button = box.querySelector("[data-send]"), link = box.querySelector("[data-sign-in]");
  link.href = at.sign_in;
  link.hidden = state.net !== "signed_out";
  button.hidden = !waits || state.net === "sending" || !link.hidden;
  box.querySelector("[data-moves]").hidden = link.hidden && button.hidden;
}

function sentence(waits) {
  const wrong = [...state.findings.values(), ...state.photos].find((one) => one.refused);
  if (wrong) return [fill(says.refused, { what: items[numbered.get(wrong.item)]?.what ?? "", why: wrong.refused }), waits ? several(says.waiting, waits) : ""];
  if (state.net === "offline") return waits ? [several(says.offline, waits), says.safe] : [says.offline_none, says.safe_none];
  if (state.net === "sending") return waits ? [several(says.sending, waits), says.safe] : [says.sent, says.sent_more];
  const else_ = { signed_out: says.signed_out, gone: says.gone, trouble: says.trouble, dropped: says.dropped, refused: state.why }[state.net];
  if (else_) return [waits ? several(says.waiting, waits) : says.sent, else_];
  return waits ? [several(says.waiting, waits), says.safe] : [says.sent, says.sent_more];
}

// a status that is read aloud is written only when it changes
const put = (one, text) => { if (one.textContent !== text) one.textContent = text; };

function cells() {
  const count = { pass: 0, fail: 0, unseen: 0 };
  $("cells").replaceChildren(...items.map((item, place) => {
    const outcome = state.findings.get(item.id)?.outcome, n = place + 1, here = place === state.place;
    if (outcome) count[outcome] += 1;
    const words = fill(says[outcome || (here ? "current" : "open")], { n });
    const face = element("span", {}, outcome ? icon(mark[outcome]) : String(n));
    face.setAttribute("aria-hidden", "true");
    const cell = element("li", { className: outcome === "pass" ? "ok" : outcome ? "bad" : "" }, element("span", { className: "sr", textContent: words }), face);
    if (here) cell.setAttribute("aria-current", "step");
    return cell;
  }));
  put($("tally"), fill(says.tally, { passes: count.pass, fails: count.fail }));
}

function rows() {
  const there = [...state.findings.values()].sort((one, other) => other.seen_at.localeCompare(one.seen_at));
  const waiting = unsent(there, state.photos);
  $("list").hidden = !there.length;
  put($("kept"), several(says.kept, there.length));
  const bytes = state.photos.reduce((sum, photo) => sum + photo.blob.size, 0);
  put($("weight"), state.photos.length ? several(says.weight, state.photos.length, { mb: (bytes / 1e6).toFixed(1) }) : "");
  $("rows").replaceChildren(...there.map((one) => row(one, waiting)));
}

function row(one, waiting) {
  const place = numbered.get(one.item), photos = state.photos.filter((photo) => photo.item === one.item).length;
  const values = { n: place + 1, time: clock(one.seen_at), photos, state: one.refused ? says.is_refused : waiting.has(one.item) ? says.is_kept : says.is_sent };
  const small = photos ? fill(says.row_photos[photos === 1 ? 0 : 1], values) : fill(says.row, values);
  const link = element("a", { className: "item", href: `?item=${place + 1}` }, icon(mark[one.outcome], false), element("span", {}, element("span", { className: "t", textContent: items[place].what }), element("small", { textContent: small })), icon("next"));
  link.addEventListener("click", (event) => { event.preventDefault(); go(place); });
  return element("li", {}, link);
}

async function go(place) {
  state.place = place;
  const item = items[place], one = state.findings.get(item.id);
  put($("progress"), fill(says.number, { n: place + 1, m: items.length }));
  for (const part of ["about", "what", "how", "passes"]) $(part).textContent = item[part];
  const kept = state.photos.filter((photo) => photo.item === item.id);
  state.shots = [...kept];
  state.gone = [];
  form.reset();
  form.querySelectorAll("[name=outcome]").forEach((radio) => { radio.checked = radio.value === one?.outcome; });
  form.elements.note.value = one?.note ?? "";
  form.elements.report.checked = Boolean(one?.wish);
  form.elements.category.value = one?.wish?.category || item.category;
  form.querySelectorAll("[name=faces]").forEach((radio) => { radio.checked = kept.length > 0 && radio.value === (kept[0].cleared ? "none" : "some"); });
  wrong("");
  shots();
  cells();
  put($("keep").querySelector("span"), place + 1 < items.length ? fill(says.next, { n: place + 2 }) : says.last);
  $("reporting").hidden = Boolean(one?.case);
  $("what").focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function shots() {
  const figures = state.shots.map((photo, place) => {
    const what = items[state.place].what, image = element("img", { className: "photo", src: picture(photo), alt: fill(says.photo, { n: place + 1, what }) });
    const under = element("figcaption", { className: "small quiet", textContent: photo.sent ? says.is_sent : fill(says.taken, { time: clock(photo.taken) }) });
    const figure = element("figure", {}, image, under);
    if (!photo.sent) {
      const away = element("button", { className: "btn away", type: "button", ariaLabel: fill(says.take_away, { n: place + 1 }) }, icon("cross"));
      away.addEventListener("click", () => { state.shots.splice(place, 1); state.gone.push(photo.id); shots(); });
      figure.append(away);
    }
    return figure;
  });
  const more = element("button", { className: "btn", type: "button", id: "take" }, icon("camera", false), state.shots.length ? says.take_more : says.take_one);
  more.addEventListener("click", () => form.elements.photos.click());
  $("shots").replaceChildren(...figures, ...(state.shots.length < most.photos ? [more] : []));
  $("faces").hidden = !state.shots.length;
}

function wrong(text, field) {
  $("wrong").replaceChildren(...(text ? [element("p", { className: "err" }, icon("warn"), element("span", { textContent: text }))] : []));
  field?.focus();
}

// what somebody does ---------------------------------------------------------------------------------------------------

async function take(files) {
  for (const file of files) {
    if (state.shots.length >= most.photos) { wrong(fill(says.too_many, { n: most.photos })); break; }
    try {
      const blob = await smaller(file);
      state.shots.push({ id: id(), item: items[state.place].id, blob, taken: new Date().toISOString(), cleared: false, here: false, sent: false, refused: "" });
    } catch { wrong(says.no_picture); }
  }
  form.elements.photos.value = "";
  shots();
}

function fault(said) {
  const note = said.get("note").trim();
  if (!said.get("outcome")) return [says.choose, form.querySelector("[name=outcome]")];
  if (said.get("outcome") !== "pass" && !note) return [says.say_why, form.elements.note];
  if (note.length > most.note) return [fill(says.too_long, { n: note.length, most: most.note }), form.elements.note];
  if (said.get("outcome") === "fail" && said.get("report") && !said.get("category")) return [says.choose_category, form.elements.category];
  if (state.shots.length && !said.get("faces")) return [says.say_faces, form.querySelector("[name=faces]")];
  return null;
}

async function keep() {
  const said = new FormData(form), bad = fault(said), item = items[state.place];
  if (bad) { wrong(...bad); return; }
  const before = state.findings.get(item.id), about = await store.about();
  const outcome = said.get("outcome"), note = said.get("note").trim();
  const wish = outcome === "fail" && said.get("report") ? { category: said.get("category") } : null;
  const same = before && !before.refused && before.outcome === outcome && before.note === note;
  const seen_at = new Date(Date.now() + about.offset).toISOString();
  const fresh = { item: item.id, id: id(), outcome, note, seen_at, sent: false, refused: "", case: before?.case || "", report: before?.report || "" };
  const photos = state.shots.map((photo) => ({ ...photo, cleared: said.get("faces") === "none", refused: "" }));
  try {
    await store.keep({ ...(same ? before : fresh), wish }, photos, state.gone);
  } catch { wrong(says.full); return; }
  await look();
  const next = state.place + 1 < items.length ? state.place + 1 : state.place;
  await go(next);
  if (next === state.place && !$("ending").hidden) $("ending").scrollIntoView();
  send();
}

async function finish() {
  const about = await store.about();
  await store.keepAbout({ ...about, finish: new Date(Date.now() + about.offset).toISOString() });
  put($("tally"), says.finishing);
  send();
}

// what comes of sending ------------------------------------------------------------------------------------------------

// a phone says that it is online before its network carries anything, so what failed is tried again by itself
function tryAgain(net) {
  clearTimeout(later);
  if (net === "offline" && navigator.onLine) later = setTimeout(() => send(), PAUSES_MS[Math.min(tries++, PAUSES_MS.length - 1)]);
  else if (net !== "sending") tries = 0;
}

async function told({ state: net, why = "" }) {
  state.net = net;
  state.why = why;
  tryAgain(net);
  await look();
  if (net === "finished") await over();
}

async function over() {
  await store.forget();
  await (await caches?.open("rounds"))?.delete(at.walk);
  location.replace(at.done);
}

// The page and all it loads, for the next time there is no network. `reload`: never an older copy of either.
async function stay() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(at.worker, { scope: at.rounds });
  const cache = await caches.open("rounds");
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], svg use")];
  const all = parts.map((one) => one.href?.baseVal ?? one.href ?? one.src).map((one) => new URL(one, location).href.split("#")[0]);
  await cache.addAll([...new Set([...all, ...data.modules])].map((one) => new Request(one, { cache: "reload" })));
  const page = await fetch(at.walk, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (page.ok && !page.redirected) await cache.put(at.walk, page);
  $("status").dataset.stays = "yes";
}

async function begin() {
  try { store = await open(data.round); id(); } catch {
    const box = $("status");
    box.hidden = false;
    put(box.querySelector("[data-says]"), says.no_store);
    return;
  }
  send = outbox(store, at, told);
  form.elements.photos.className = "sr";
  form.elements.photos.tabIndex = -1;
  document.querySelector(".sent-shots")?.remove();
  $("shots").hidden = false;
  const wanted = Number(new URLSearchParams(location.search).get("item"));
  await look();
  const first = items.findIndex((item) => !state.findings.has(item.id));
  await go(wanted >= 1 && wanted <= items.length ? wanted - 1 : Math.max(first, 0));
  form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
  form.elements.photos.addEventListener("change", (event) => take([...event.target.files]));
  $("finish").addEventListener("submit", (event) => { event.preventDefault(); finish(); });
  $("back").addEventListener("click", (event) => { event.preventDefault(); go(Math.max(0, state.place - 1)); });
  $("status").querySelector("[data-send]").addEventListener("click", () => send());
  addEventListener("online", () => send());
  addEventListener("offline", () => told({ state: "offline" }));
  walk.dataset.ready = "yes";
  stay().catch(() => { /* no network now: what was kept before stays */ });
  send();
}

await begin();
