// data-upload: many files at once, in pieces, resumed after a lost line.
// POST data-create-url {name, size, category, confidentiality} -> {id, upload_url, offset};
// PUT upload_url with Upload-Offset and the bytes -> {offset, state}; GET upload_url -> {offset, state}.
import { each, meta, uuid, wait, word } from "./lib.js";

const PIECE = 4 * 1024 * 1024;
const TRIES = 8;

class Refused extends Error {}

async function call(url, options = {}) {
  const answer = await fetch(url, {
    credentials: "same-origin",
    ...options,
    headers: { Accept: "application/json", "X-CSRFToken": meta("csrf-token"), ...options.headers },
  });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  if (answer.status === 409 && "offset" in body) return body;
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error(String(answer.status));
  const fields = Object.values(body.errors || {}).flat().join(" ");
  throw new Refused(fields || body.detail || word("failed"));
}

/** Tries until it works or the server says no; a lost line waits 1, 2, 4 … 30 s or until it is back. */
async function insist(row, attempt) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (error instanceof Refused || tries >= TRIES) throw error;
      row.state(word("waitingForLine"));
      const back = new Promise((done) => window.addEventListener("online", done, { once: true }));
      await Promise.race([wait(Math.min(1000 * 2 ** tries, 30000)), back]);
    }
  }
}

function makeRow(zone, file) {
  const part = zone.querySelector("template").content.firstElementChild.cloneNode(true);
  const bar = part.querySelector("progress");
  const told = part.querySelector("[data-state]");
  part.querySelector("[data-name]").textContent = file.name;
  part.querySelector("[data-size]").textContent = size(file.size);
  zone.querySelector("[data-rows]").append(part);
  return {
    part,
    state(text) { told.textContent = text; },
    progress(done) {
      bar.max = file.size || 1;
      bar.value = done;
      told.textContent = `${Math.floor((100 * done) / (file.size || 1))}\u202f%`;
    },
    end(text, ok, again = !ok) {
      part.classList.add(ok ? "is-done" : "is-failed");
      bar.hidden = true;
      told.textContent = text;
      part.querySelector("[data-again]").hidden = !again;
    },
  };
}

function size(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let at = 0;
  while (bytes >= 999.5 && at < 3) [bytes, at] = [bytes / 1000, at + 1];
  const shown = bytes.toLocaleString(document.documentElement.lang, { maximumFractionDigits: at > 1 ? 1 : 0 });
  return `${shown}\u00a0${units[at]}`;
}

async function send(zone, file, row, key) {
  const { createUrl, category, confidentiality } = zone.dataset;
  const form = zone.closest("form");
  const value = (name, given) => form?.elements[name]?.value || given || "";
  const body = JSON.stringify({
    name: file.name,
    size: file.size,
    category: value("category", category),
    confidentiality: value("confidentiality", confidentiality),
  });
  const made = await insist(row, () => call(createUrl, {
    method: "POST", body, headers: { "Content-Type": "application/json", "Idempotency-Key": key },
  }));
  let at = made;
  while (at.offset < file.size) {
    at = await insist(row, async (tries) => {
      // After a lost line only the server knows how much arrived.
      const from = tries ? (await call(made.upload_url)).offset : at.offset;
      row.progress(from);
      if (from >= file.size) return { ...at, offset: from };
      return call(made.upload_url, {
        method: "PUT",
        body: file.slice(from, from + PIECE),
        headers: { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" },
      });
    });
    row.progress(at.offset);
  }
  return { ...made, ...at };
}

export function uploads() {
  each("[data-upload]", (zone) => {
    if (zone.dataset.bound) return;
    zone.dataset.bound = "1";
    const queue = [];
    let running = false;
    const pending = (event) => event.preventDefault();

    const work = async () => {
      if (running) return;
      running = true;
      window.addEventListener("beforeunload", pending);
      let sent = 0;
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { file, row, key } = next;
        try {
          const result = await send(zone, file, row, key);
          row.end(word(result.state === "available" ? "stored" : "checking"), true);
          sent += 1;
          zone.dispatchEvent(new CustomEvent("upload:done", { bubbles: true, detail: result }));
        } catch (error) {
          row.end(error instanceof Refused ? error.message : word("failed"), false);
        }
      }
      running = false;
      window.removeEventListener("beforeunload", pending);
      // data-done-url: the part that lists the files, fetched once everything is sent.
      if (sent && zone.dataset.doneUrl) {
        window.htmx.ajax("GET", zone.dataset.doneUrl, { target: zone.dataset.doneTarget, swap: "outerHTML" });
      }
    };

    const add = (files) => {
      const most = Number(zone.dataset.maxBytes) || Infinity;
      for (const file of files) {
        const row = makeRow(zone, file);
        const job = { file, row, key: uuid() };
        row.part.querySelector("[data-again]").addEventListener("click", () => {
          row.part.classList.remove("is-failed");
          row.part.querySelector("[data-again]").hidden = true;
          row.part.querySelector("progress").hidden = false;
          queue.push(job);
          work();
        });
        if (file.size > most) row.end(word("tooLarge", { size: size(most) }), false, false);
        else if (!file.size) row.end(word("emptyFile"), false, false);
        else {
          row.state(word("queued"));
          queue.push(job);
        }
      }
      work();
    };

    const input = zone.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      add(input.files);
      input.value = "";
    });
    for (const type of ["dragenter", "dragover"]) {
      zone.addEventListener(type, (event) => {
        event.preventDefault();
        zone.classList.add("is-over");
      });
    }
    zone.addEventListener("dragleave", (event) => {
      if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
    });
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("is-over");
      add(event.dataTransfer.files);
    });
    zone.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
  });
}
