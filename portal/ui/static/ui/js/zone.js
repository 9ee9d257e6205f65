// Tells once when the device stands in another time zone than the one times are shown in.
import { each, store } from "./lib.js";

const offset = (zone) =>
  new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(new Date())
    .find((part) => part.type === "timeZoneName").value;

export function zones() {
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
