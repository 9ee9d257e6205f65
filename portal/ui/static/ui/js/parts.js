// htmx: token, what to do with errors, and pages that arrive where a part was expected.
import { meta, word } from "./lib.js";
import { toast } from "./toast.js";

export function parts() {
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = meta("csrf-token");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A whole page instead of a part: the session ended, or the object is gone. Show it as what it is.
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
