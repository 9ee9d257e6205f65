// data-refresh="seconds" data-refresh-url: asks for the part again while it says so, slower each time, never unseen.
import { each } from "./lib.js";

const SLOWEST = 60;

export function refreshes() {
  each("[data-refresh]", (part) => {
    if (part.dataset.refreshing) return;
    part.dataset.refreshing = "1";
    let seconds = Number(part.dataset.refresh) || 5;
    const later = () => setTimeout(async () => {
      if (!part.isConnected) return;
      if (document.hidden || part.contains(document.activeElement)) return later();
      seconds = Math.min(seconds * 1.4, SLOWEST);
      const before = part;
      // The header says that nobody clicked: such a request does not keep a sign-in alive.
      const how = { target: part, swap: "outerHTML", headers: { "HX-Polling": "true" } };
      await window.htmx.ajax("GET", part.dataset.refreshUrl, how).catch(() => {});
      // A swapped part starts its own watch when it still has data-refresh.
      if (before.isConnected) later();
    }, seconds * 1000);
    later();
  });
}
