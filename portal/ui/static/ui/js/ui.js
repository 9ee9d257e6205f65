"use strict";
(() => {
function each(selector, fn) {
const run = (root) => {
if (root.matches?.(selector)) fn(root);
root.querySelectorAll(selector).forEach(fn);
};
run(document);
document.addEventListener("htmx:load", (event) => {
if (event.detail.elt !== document.body) run(event.detail.elt);
});
}
function on(type, selector, fn, options) {
document.addEventListener(type, (event) => {
const found = event.target.closest?.(selector);
if (found) fn(event, found);
}, options);
}
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";
function word(name, values = {}) {
const text = document.getElementById("ui-words")?.dataset[name] || name;
return text.replace(/%\((\w+)\)s/g, (whole, key) => (key in values ? values[key] : whole));
}
function uuid() {
if (crypto.randomUUID) return crypto.randomUUID();
const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
return hex.join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
}
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
function keep(name, value) {
const secure = location.protocol === "https:" ? "; Secure" : "";
document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
const store = {
get(key) {
try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
},
set(key, value) {
try { localStorage.setItem(key, JSON.stringify(value)); } catch {  }
},
remove(key) {
try { localStorage.removeItem(key); } catch {  }
},
keys(prefix) {
try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
},
};
function choices() {
on("click", "[data-choose]", (event, button) => {
event.preventDefault();
const [name, given] = button.dataset.choose.split("=");
const root = document.documentElement;
const value = given === "toggle" ? (root.dataset[name] === button.dataset.off ? button.dataset.on : button.dataset.off) : given;
keep(name, value);
root.dataset[name] = value;
for (const each of document.querySelectorAll(`[data-choose^="${name}="][aria-pressed]`)) {
each.setAttribute("aria-pressed", String(each.dataset.choose === `${name}=${value}`));
}
});
}
function show(dialog) {
dialog.showModal();
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
function frame() {
const dialog = document.getElementById("ui-dialog").content.firstElementChild.cloneNode(true);
document.body.append(dialog);
dialog.addEventListener("close", () => dialog.remove());
return dialog;
}
async function openPage(link) {
link.setAttribute("aria-busy", "true");
try {
const answer = await fetch(link.href, { headers: { "X-Dialog": "1" }, credentials: "same-origin" });
const page = new DOMParser().parseFromString(await answer.text(), "text/html");
const content = page.querySelector("#content");
if (!answer.ok || answer.redirected || !content) throw new Error(String(answer.status));
const dialog = frame();
const inner = dialog.querySelector(".dialog-in");
const heading = page.querySelector("#page h1");
if (heading && !content.contains(heading)) inner.append(document.adoptNode(heading));
inner.append(...document.adoptNode(content).childNodes);
for (const form of inner.querySelectorAll("form:not([action]), form[action='']")) form.action = link.href;
const title = inner.querySelector("h1");
if (title) {
title.id ||= "ui-dialog-title";
dialog.setAttribute("aria-labelledby", title.id);
}
show(dialog);
(inner.querySelector("[autofocus], input:not([type=hidden]), textarea, select") || title)?.focus();
window.htmx?.process(inner);
inner.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: inner } }));
} catch {
location.assign(link.href);
} finally {
link.removeAttribute("aria-busy");
}
}
function ask(sentence, verb, danger) {
return new Promise((answer) => {
const dialog = frame();
const inner = dialog.querySelector(".dialog-in");
inner.append(document.getElementById("ui-confirm").content.cloneNode(true));
const title = inner.querySelector("h2");
title.textContent = sentence;
title.id = "ui-confirm-title";
dialog.setAttribute("aria-labelledby", title.id);
const yes = inner.querySelector("[data-yes]");
yes.textContent = verb || word("goOn");
if (danger) yes.classList.replace("button-primary", "button-danger");
yes.addEventListener("click", () => dialog.close("yes"));
dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"));
show(dialog);
});
}
function dialogs() {
on("click", "a[data-dialog]", (event, link) => {
if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
event.preventDefault();
openPage(link);
});
on("click", "[data-dialog-open]", (event, button) => {
event.preventDefault();
show(document.getElementById(button.dataset.dialogOpen));
});
on("click", "[data-dialog-close]", (event, button) => {
const dialog = button.closest("dialog");
if (!dialog) return;
event.preventDefault();
dialog.close();
});
document.addEventListener("submit", async (event) => {
const source = event.submitter?.dataset.confirm ? event.submitter : event.target;
const sentence = source.dataset.confirm;
if (!sentence || event.target.dataset.confirmed) return;
event.preventDefault();
event.stopImmediatePropagation();
const { target: form, submitter } = event;
if (await ask(sentence, source.dataset.verb || submitter?.textContent.trim(), "danger" in source.dataset)) {
form.dataset.confirmed = "1";
form.requestSubmit(submitter);
delete form.dataset.confirmed;
}
}, true);
}
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
function drafts() {
const person = meta("person");
const mine = `${PREFIX}${person}:`;
for (const key of store.keys(PREFIX)) {
const kept = store.get(key);
if (!person) {
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
function keys() {
document.addEventListener("keydown", (event) => {
if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
if (document.documentElement.dataset.keys === "off") return;
if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
const field = document.querySelector("[data-search]");
if (!field || !field.offsetParent) return;
event.preventDefault();
field.focus();
field.select();
});
}
function menus() {
const open = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("focusin", (event) => {
for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
if (event.key !== "Escape") return;
for (const menu of open()) {
const held = menu.contains(document.activeElement);
menu.open = false;
if (held) menu.querySelector("summary").focus();
}
});
}
function parts() {
document.addEventListener("htmx:configRequest", (event) => {
if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = meta("csrf-token");
});
document.addEventListener("htmx:beforeSwap", (event) => {
if (/^\s*<!doctype/i.test(event.detail.serverResponse) && event.detail.target !== document.body) {
event.detail.shouldSwap = false;
if (event.detail.xhr.status < 400) location.assign(event.detail.xhr.responseURL || location.href);
}
});
document.addEventListener("htmx:responseError", (event) => {
const { status } = event.detail.xhr;
toast(word(status === 404 ? "gone" : status === 403 ? "notAllowed" : status === 409 || status === 412 ? "changed" : "failed"), "attention");
});
document.addEventListener("htmx:sendError", () => toast(word("offline"), "attention"));
document.addEventListener("htmx:timeout", () => toast(word("offline"), "attention"));
}
function picks() {
each("[data-pick]", (list) => {
const boxes = () => [...list.querySelectorAll("tbody input[type=checkbox], li input[type=checkbox]")];
const all = list.querySelector("[data-pick-all]");
const bar = list.querySelector("[data-pick-bar]");
const tell = () => {
const chosen = boxes().filter((box) => box.checked).length;
if (all) {
all.checked = chosen > 0 && chosen === boxes().length;
all.indeterminate = chosen > 0 && !all.checked;
}
if (bar) {
bar.hidden = !chosen;
bar.querySelector("[data-pick-count]").textContent = word("chosen", { count: chosen });
}
};
list.addEventListener("change", (event) => {
if (event.target === all) boxes().forEach((box) => (box.checked = all.checked));
tell();
});
tell();
});
}
const SLOWEST = 60;
function refreshes() {
each("[data-refresh]", (part) => {
if (part.dataset.refreshing) return;
part.dataset.refreshing = "1";
let seconds = Number(part.dataset.refresh) || 5;
const later = () => setTimeout(async () => {
if (!part.isConnected) return;
if (document.hidden || part.contains(document.activeElement)) return later();
seconds = Math.min(seconds * 1.4, SLOWEST);
const before = part;
const how = { target: part, swap: "outerHTML", headers: { "HX-Polling": "true" } };
await window.htmx.ajax("GET", part.dataset.refreshUrl, how).catch(() => {});
if (before.isConnected) later();
}, seconds * 1000);
later();
});
}
const AGAIN = 8000;
function release(form) {
delete form.dataset.sending;
for (const button of form.querySelectorAll("[data-was]")) {
button.disabled = false;
button.removeAttribute("aria-busy");
if (button.dataset.slow) button.textContent = button.dataset.was;
delete button.dataset.was;
delete button.dataset.slow;
}
}
function hold(form, button) {
form.dataset.sending = "1";
setTimeout(() => {
if (!form.dataset.sending) return;
for (const each of form.querySelectorAll("button:not([type=button])")) {
each.dataset.was = each.textContent;
each.disabled = true;
}
if (button?.matches("button")) button.setAttribute("aria-busy", "true");
});
setTimeout(() => {
if (!form.dataset.sending || !button?.matches("button:not(:has(svg))")) return;
button.dataset.slow = "1";
button.textContent = button.dataset.busy || word("working");
}, 1000);
}
function isSubmission({ detail: { elt, requestConfig } }) {
return elt.matches("form") && requestConfig.verb !== "get" && requestConfig.triggeringEvent?.type === "submit";
}
function submits() {
document.addEventListener("submit", (event) => {
const form = event.target;
if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
if (form.dataset.sending) {
event.preventDefault();
return;
}
hold(form, event.submitter);
setTimeout(() => release(form), AGAIN);
});
window.addEventListener("pageshow", (event) => {
if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
});
document.addEventListener("htmx:confirm", (event) => {
if (event.detail.elt.matches("form[data-sending]")) event.preventDefault();
});
document.addEventListener("htmx:beforeRequest", (event) => {
if (isSubmission(event)) hold(event.detail.elt, event.detail.requestConfig.triggeringEvent.submitter);
});
document.addEventListener("htmx:afterRequest", (event) => {
if (isSubmission(event)) release(event.detail.elt);
});
}
function tabs() {
each(".tabs [aria-current]", (tab) => {
const bar = tab.closest(".tabs");
const [inner, outer] = [tab.getBoundingClientRect(), bar.getBoundingClientRect()];
bar.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
});
}
const SHOWN = 6000;
function toast(text, tone = "done") {
const area = document.getElementById("ui-toasts");
const row = document.getElementById("ui-toast").content.firstElementChild.cloneNode(true);
row.classList.add(`notice-${tone}`);
row.querySelector("[data-text]").textContent = text;
area.append(row);
if (tone !== "attention") setTimeout(() => row.remove(), SHOWN);
}
function toasts() {
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));
on("click", "[data-close]", (event, button) => button.closest(".notice")?.remove());
}
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
function uploads() {
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
const offset = (zone) =>
new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(new Date())
.find((part) => part.type === "timeZoneName").value;
function zones() {
each("[data-zone-hint]", (hint) => {
const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
const key = "talkoo:zone-hint";
if (!device || store.get(key) === device) return;
try {
if (offset(device) === offset(hint.dataset.zoneHint)) return;
} catch {
return;
}
hint.querySelector("[data-device-zone]").textContent = device.split("/").pop().replace(/_/g, " ");
hint.hidden = false;
hint.querySelector("[data-close]").addEventListener("click", () => store.set(key, device));
});
}
for (const start of [
parts, dialogs, menus, submits, drafts, toasts, keys, choices, picks, refreshes, tabs, uploads, zones,
]) {
start();
}
})();
