// Lists with checkboxes (data-pick): one box for all, a bar with the number chosen.
import { each, word } from "./lib.js";

export function picks() {
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
