/* The menu of a bar closes by a click elsewhere, by Escape or once it is followed; a row of records opens its project. */
(() => {
  const opened = () => [...document.querySelectorAll("details.steps[open]")];
  document.addEventListener("click", (event) => {
    for (const menu of opened()) {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    }
    const row = event.target.closest?.("#record-list tbody tr");
    if (row && !event.target.closest("a") && !String(getSelection())) row.querySelector("a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && opened()[0];
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
