// "/" goes to the search field, unless it is switched off in the menu of the person (WCAG 2.1.4).
export function keys() {
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
