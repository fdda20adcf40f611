/* The menu of what can be taken away closes when the reader is done with it: by a click elsewhere, or by Escape. */
(() => {
  const opened = () => document.querySelector("details.take[open]");
  document.addEventListener("click", (event) => {
    const menu = opened();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = opened();
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
