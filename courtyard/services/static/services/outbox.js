// Sends what the phone kept, one after the other, and believes only the server's answer that it arrived.
// Whatever breaks off is sent again under the same id, and the server does it once.
const SHORT_MS = 20_000, LONG_MS = 90_000;

export class Offline extends Error {}
export class SignedOut extends Error {}
export class Gone extends Error {}
export class Trouble extends Error {}
export class Refused extends Error {}

async function call(address, { token, body, patience = SHORT_MS } = {}) {
  const headers = { Accept: "application/json", ...(token && { "X-CSRFToken": token }) };
  const wish = { method: body ? "POST" : "GET", headers, body, credentials: "same-origin", cache: "no-store" };
  let response, said;
  try {
    response = await fetch(address, { ...wish, signal: AbortSignal.timeout(patience) });
    said = await response.json().catch(() => null);
  } catch { throw new Offline(); }
  if (response.ok && said) return said;
  if (response.status === 401) throw new SignedOut();
  if (response.status === 404) throw new Gone();
  if (said?.refused && [409, 413, 422].includes(response.status)) throw new Refused(said.refused);
  throw new Trouble();
}

const filled = (fields) => {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  return form;
};

const plain = (id) => id.replaceAll("-", "");

export function outbox(store, at, told) {
  let running = null, again = false;

  // the server's list is the truth: what it has is sent, what it has not is not, whatever we believed
  async function learn(state) {
    const about = await store.about();
    await store.keepAbout({ ...about, offset: Date.parse(state.now) - Date.now() });
    const ours = new Map((await store.findings()).map((one) => [one.item, one]));
    for (const theirs of state.findings) await compare(ours.get(theirs.item), theirs);
    const said = new Set(state.findings.flatMap((one) => one.ids));
    for (const one of ours.values()) if (one.sent && !said.has(plain(one.id))) await store.mark(one.item, one.id, { sent: false });
    const there = new Map(state.photos.map((one) => [one.id, one]));
    for (const photo of await store.photos()) {
      const theirs = there.get(plain(photo.id));
      await store.markPhoto(photo.id, theirs ? arrived(theirs) : { sent: false });
    }
  }

  // another phone, or the page without this script, may have said something of an item that this one never saw
  async function compare(mine, theirs) {
    const { item, outcome, note, report, seen_at } = theirs, id = theirs.ids.at(-1);
    if (!mine) return store.keep({ item, id, outcome, note, seen_at, sent: true, refused: "", wish: null, case: theirs.case, report });
    if (!theirs.ids.includes(plain(mine.id))) return;
    const stands = plain(mine.id) === id ? {} : { id, outcome, note, seen_at };
    return store.mark(item, mine.id, { ...stands, sent: true, refused: "", case: theirs.case, report });
  }

  const arrived = (theirs) => ({ sent: true, refused: "", here: theirs.cleared, clear: theirs.clear, hide: theirs.hide });

  async function finding(one, token) {
    const { id, item, outcome, note, seen_at } = one;
    const said = await call(at.findings, { token, body: filled({ id, item, outcome, note, seen_at }) });
    await store.mark(item, id, { sent: true, refused: "", case: said.case, report: said.report });
  }

  async function photo(one, token) {
    const { id, item, cleared, blob } = one, body = filled({ id, item, cleared });
    body.append("photo", blob, `${id}.jpg`);
    await store.markPhoto(id, arrived(await call(at.photos, { token, body, patience: LONG_MS })));
  }

  async function look(one, token) {
    const said = await call(one.cleared ? one.clear : one.hide, { token, body: filled({ looked: "yes" }) });
    await store.markPhoto(one.id, { here: said.cleared });
  }

  async function report(one, token) {
    const said = await call(one.report, { token, body: filled({ category: one.wish.category, public: "on" }) });
    await store.mark(one.item, one.id, { case: said.case });
  }

  // what the server will not have is marked with its sentence, and keeps nothing else waiting
  async function each(rows, send, mark) {
    for (const one of rows) {
      try { await send(one); } catch (wrong) {
        if (!(wrong instanceof Refused)) throw wrong;
        await mark(one, { refused: wrong.message });
      }
      await told({ state: "sending" });
    }
  }

  async function round() {
    const state = await call(at.state), token = state.token;
    if (state.dropped) return { state: "dropped" };
    if (state.finished) return { state: "finished" };
    await learn(state);
    const markFinding = (one, change) => store.mark(one.item, one.id, change);
    const markPhoto = (one, change) => store.markPhoto(one.id, change);
    await each(sorted(await store.findings()).filter((one) => !one.sent && !one.refused), (one) => finding(one, token), markFinding);
    const there = new Set((await store.findings()).filter((one) => one.sent).map((one) => one.item));
    const photos = (await store.photos()).filter((one) => there.has(one.item) && !one.refused);
    await each(photos.filter((one) => !one.sent), (one) => photo(one, token), markPhoto);
    const differs = (one) => one.sent && one.here !== one.cleared;
    await each((await store.photos()).filter(differs), (one) => look(one, token), markPhoto);
    await each((await store.findings()).filter(reports), (one) => report(one, token), (one, change) => store.mark(one.item, one.id, { ...change, wish: null }));
    return finish(token);
  }

  async function finish(token) {
    const about = await store.about();
    if (!about.finish) return { state: "done" };
    const findings = await store.findings(), photos = await store.photos();
    const ids = (rows) => JSON.stringify(Object.fromEntries(rows.map((one) => [one.id, one.item])));
    try {
      await call(at.finish, { token, body: filled({ findings: ids(findings), photos: ids(photos), finished_at: about.finish }) });
    } catch (wrong) {
      if (wrong instanceof Refused) await store.keepAbout({ ...about, finish: "" });
      throw wrong;
    }
    return { state: "finished" };
  }

  async function send() {
    do {
      again = false;
      await told({ state: "sending" });
      try { await told(await round()); } catch (wrong) { await told({ state: stateOf(wrong), why: wrong.message }); }
    } while (again);
    running = null;
  }

  // pressed twice, or found something new on the way: one round of sending after the other, never two at once
  return () => { if (running) again = true; return running ||= send(); };
}

const reports = (one) => one.sent && one.wish && !one.case && one.outcome === "fail";
const sorted = (findings) => findings.sort((one, other) => one.seen_at.localeCompare(other.seen_at));
const stateOf = (wrong) => ({ Offline: "offline", SignedOut: "signed_out", Gone: "gone", Refused: "refused" })[wrong.constructor.name] || "trouble";

export const unsent = (findings, photos) => {
  const items = new Set(findings.filter((one) => !one.sent || reports(one)).map((one) => one.item));
  photos.filter((one) => !one.sent || one.here !== one.cleared).forEach((one) => items.add(one.item));
  return items;
};
