/* On a phone one button opens the filters; they stay open while the page is drawn anew for each choice. */
(() => {
  const root = document.documentElement;
  const tell = () => {
    const button = document.querySelector(".stHtml button.all-filters");
    const open = String(root.dataset.filters === "open");
    if (button && button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".stHtml button.all-filters")) return;
    if (root.dataset.filters === "open") delete root.dataset.filters;
    else root.dataset.filters = "open";
    tell();
  });
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(tell).observe(document.body, { subtree: true, childList: true });
  });
})();
