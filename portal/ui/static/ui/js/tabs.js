// On a phone the tabs run off the screen: the one the page belongs to is brought into sight.
import { each } from "./lib.js";

export function tabs() {
  each(".tabs [aria-current]", (tab) => {
    const bar = tab.closest(".tabs");
    const [inner, outer] = [tab.getBoundingClientRect(), bar.getBoundingClientRect()];
    bar.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  });
}
