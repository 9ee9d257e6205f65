// data-dialog: a link whose page opens in a dialog (without a script it is a page).
// data-dialog-open="id": opens a <dialog> of this page. data-confirm="sentence": asks first.
import { on, word } from "./lib.js";

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

export function dialogs() {
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
  // In the capture phase: before the form is marked as sent.
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
