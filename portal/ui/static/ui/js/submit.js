// A form is sent once; after a second it says that it works.
import { word } from "./lib.js";

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
  // After the browser has collected the fields, or a named button would be missing from them.
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

// A form may also ask something while it is filled in, such as its totals: that must never swallow the press that sends it.
function isSubmission({ detail: { elt, requestConfig } }) {
  return elt.matches("form") && requestConfig.verb !== "get" && requestConfig.triggeringEvent?.type === "submit";
}

export function submits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    hold(form, event.submitter);
    // A download answers without a new page. The key in the form makes a second press harmless.
    setTimeout(() => release(form), AGAIN);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
  });
  // htmx would keep a second press and send it after the first.
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
