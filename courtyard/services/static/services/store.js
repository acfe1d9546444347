// What a phone keeps of a round, in IndexedDB: it is there after the browser was closed and the phone switched off.
// findings: one of each item, under [round, item]; photos: each with its picture; rounds: clock and wish to finish.
const NAME = "courtyard-rounds", VERSION = 1;

const done = (request) => new Promise((give, fail) => {
  request.onsuccess = () => give(request.result);
  request.onerror = () => fail(request.error);
});

function build(database) {
  database.createObjectStore("findings", { keyPath: ["round", "item"] });
  database.createObjectStore("photos", { keyPath: "id" }).createIndex("round", "round");
  database.createObjectStore("rounds", { keyPath: "round" });
}

export async function open(round) {
  const asked = indexedDB.open(NAME, VERSION);
  asked.onupgradeneeded = () => build(asked.result);
  const database = await done(asked);
  navigator.storage?.persist?.().catch(() => {});

  // "strict": an answer comes once it is on the disk, not only in memory
  const write = (stores, change) => new Promise((give, fail) => {
    const all = database.transaction(stores, "readwrite", { durability: "strict" });
    all.oncomplete = () => give();
    all.onerror = all.onabort = () => fail(all.error);
    change(...stores.map((name) => all.objectStore(name)));
  });
  const read = (name) => database.transaction(name).objectStore(name);
  const ours = IDBKeyRange.bound([round], [round, []]);

  return {
    findings: () => done(read("findings").getAll(ours)),
    photos: () => done(read("photos").index("round").getAll(round)),
    about: async () => (await done(read("rounds").get(round))) || { round, offset: 0, finish: "" },
    keepAbout: (about) => write(["rounds"], (rounds) => rounds.put(about)),
    keep: (finding, photos = [], gone = []) => write(["findings", "photos"], (findings, all) => {
      findings.put({ ...finding, round });
      photos.forEach((photo) => all.put({ ...photo, round }));
      gone.forEach((id) => all.delete(id));
    }),
    // Only what is still as it was sent: whoever changes an item meanwhile is not overruled by the answer.
    mark: (item, id, change) => write(["findings"], (findings) => {
      const asked = findings.get([round, item]);
      asked.onsuccess = () => { if (asked.result?.id === id) findings.put({ ...asked.result, ...change }); };
    }),
    markPhoto: (id, change) => write(["photos"], (photos) => {
      const asked = photos.get(id);
      asked.onsuccess = () => { if (asked.result) photos.put({ ...asked.result, ...change }); };
    }),
    forget: async () => {
      const ids = (await done(read("photos").index("round").getAllKeys(round)));
      await write(["findings", "photos", "rounds"], (findings, photos, rounds) => {
        findings.delete(ours);
        ids.forEach((id) => photos.delete(id));
        rounds.delete(round);
      });
    },
  };
}
