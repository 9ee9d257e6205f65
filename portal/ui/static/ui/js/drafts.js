// Long forms (data-draft) are kept on this device per person and path, and wiped at sign-out.
import { each, meta, on, store, word } from "./lib.js";

const PREFIX = "talkoo:draft:";
const WEEK = 7 * 24 * 3600 * 1000;

const skipped = (field) =>
  !field.name || field.disabled || /^(hidden|password|file|submit|button)$/.test(field.type) || field.autocomplete === "off";

function moment(at) {
  const { lang } = document.documentElement;
  const style = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return new Date(at).toLocaleString(lang === "en" ? "en-GB" : lang, style);
}

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (skipped(field)) continue;
    const key = field.name;
    if (field.type === "checkbox" || field.type === "radio") {
      (values[key] ||= []).push(...(field.checked ? [field.value] : []));
    } else if (field.multiple) {
      values[key] = [...field.selectedOptions].map((option) => option.value);
    } else {
      (values[key] ||= []).push(field.value);
    }
  }
  return values;
}

function write(form, values) {
  const used = {};
  for (const field of form.elements) {
    if (skipped(field) || !(field.name in values)) continue;
    const wanted = values[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = wanted.includes(field.value);
    } else if (field.multiple) {
      for (const option of field.options) option.selected = wanted.includes(option.value);
    } else {
      field.value = wanted[(used[field.name] = (used[field.name] ?? -1) + 1)] ?? field.value;
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

export function drafts() {
  const person = meta("person");
  const mine = `${PREFIX}${person}:`;
  for (const key of store.keys(PREFIX)) {
    const kept = store.get(key);
    if (!person) {
      // The sign-in ended: what was just sent did not arrive, and waits for the same person to come back.
      if (kept?.sent) store.set(key, { ...kept, sent: false });
      continue;
    }
    const elsewhere = kept?.sent && !key.startsWith(`${mine}${location.pathname}:`);
    if (!key.startsWith(mine) || !kept || elsewhere || Date.now() - kept.at > WEEK) store.remove(key);
  }
  on("submit", "[data-signout]", () => store.keys(PREFIX).forEach(store.remove));
  if (!person) return;

  each("form[data-draft]", (form) => {
    const key = `${mine}${location.pathname}:${form.dataset.draft || form.id}`;
    const asServed = JSON.stringify(read(form));
    const kept = store.get(key);
    const arrived = performance.getEntriesByType("navigation")[0]?.type;
    if (kept && form.querySelector(".errors")) {
      store.remove(key);
    } else if (kept?.sent && arrived === "navigate") {
      store.remove(key);
    } else if (kept && JSON.stringify(kept.values) !== asServed) {
      const notice = document.getElementById("ui-draft")?.content.cloneNode(true);
      if (notice) {
        const row = notice.firstElementChild;
        row.querySelector("[data-when]").textContent = moment(kept.at);
        row.querySelector("[data-discard]").addEventListener("click", () => {
          write(form, JSON.parse(asServed));
          store.remove(key);
          row.remove();
        });
        form.prepend(row);
      }
      write(form, kept.values);
    }
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => store.set(key, { at: Date.now(), values: read(form) }), 600);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      store.set(key, { at: Date.now(), values: read(form), sent: true });
    });
  });
}
