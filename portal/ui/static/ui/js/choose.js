// Theme, rail and keys without a page load; the forms work without this too.
import { keep, on } from "./lib.js";

export function choices() {
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
