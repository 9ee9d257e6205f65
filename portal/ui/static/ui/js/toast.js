// Short messages after an action without a page load. A server sends them as HX-Trigger: {"toast": {text, tone}}.
import { on } from "./lib.js";

const SHOWN = 6000;

export function toast(text, tone = "done") {
  const area = document.getElementById("ui-toasts");
  const row = document.getElementById("ui-toast").content.firstElementChild.cloneNode(true);
  row.classList.add(`notice-${tone}`);
  row.querySelector("[data-text]").textContent = text;
  area.append(row);
  // What went wrong stays until it is closed.
  if (tone !== "attention") setTimeout(() => row.remove(), SHOWN);
}

export function toasts() {
  document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));
  on("click", "[data-close]", (event, button) => button.closest(".notice")?.remove());
}
