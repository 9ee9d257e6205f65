// Shared helpers. Behaviours bind themselves by data-* and survive parts that htmx swaps in.

/** Runs fn for each element with the selector, now and in every part that arrives later. */
export function each(selector, fn) {
  const run = (root) => {
    if (root.matches?.(selector)) fn(root);
    root.querySelectorAll(selector).forEach(fn);
  };
  run(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) run(event.detail.elt);
  });
}

/** One listener on the document for all elements with the selector. */
export function on(type, selector, fn, options) {
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) fn(event, found);
  }, options);
}

export const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";

/** A sentence of the page's language: data-word-* of the body's word list. %(name)s is filled in. */
export function word(name, values = {}) {
  const text = document.getElementById("ui-words")?.dataset[name] || name;
  return text.replace(/%\((\w+)\)s/g, (whole, key) => (key in values ? values[key] : whole));
}

/** randomUUID exists only on https; a try-out on plain http has getRandomValues. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
}

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export function keep(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

/** localStorage that may be full, blocked or absent. */
export const store = {
  get(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* the person loses only the convenience */ }
  },
  remove(key) {
    try { localStorage.removeItem(key); } catch { /* as above */ }
  },
  keys(prefix) {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
  },
};
