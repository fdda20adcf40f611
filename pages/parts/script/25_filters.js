/* The filters: each button opens its panel, which stays open while the page is drawn anew for each choice; on a phone
   one button opens them all. */
(() => {
  const root = document.documentElement;
  let chosen = null;
  const tell = () => {
    const all = document.querySelector(".stHtml button.all-filters");
    if (all) say(all, root.dataset.filters === "open");
    for (const filter of document.querySelectorAll(".stHtml .filter")) {
      const open = filter.dataset.filter === root.dataset.panel;
      if (filter.hasAttribute("data-open") !== open) filter.toggleAttribute("data-open", open);
      say(filter.firstElementChild, open);
    }
    refocus();
  };
  const say = (button, open) => {
    if (button.getAttribute("aria-expanded") !== String(open)) button.setAttribute("aria-expanded", String(open));
  };
  /* Who chooses by keyboard goes on where they were: the value they chose is drawn anew. */
  const refocus = () => {
    if (!chosen || document.activeElement !== document.body) return;
    document.querySelector(`.filter[data-open] a[data-value="${CSS.escape(chosen)}"]`)?.focus({ preventScroll: true });
  };
  const open = (name) => {
    chosen = null;
    if (name) root.dataset.panel = name;
    else delete root.dataset.panel;
    tell();
  };
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest?.(".stHtml button.all-filters")) {
      if (root.dataset.filters === "open") delete root.dataset.filters;
      else root.dataset.filters = "open";
      tell();
      return;
    }
    const filter = target.closest?.(".stHtml .filter");
    if (target.closest?.(".filter > button")) open(root.dataset.panel === filter.dataset.filter ? null : filter.dataset.filter);
    else if (filter) chosen = target.closest("a[data-value]")?.dataset.value ?? null;
    else if (root.dataset.panel) open(null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.dataset.panel) return;
    const button = document.querySelector(".filter[data-open] > button");
    open(null);
    button?.focus();
  });
  document.addEventListener("focusin", (event) => {
    if (root.dataset.panel && event.target !== document.body && !event.target.closest?.(".filters")) open(null);
  });
  document.addEventListener("input", (event) => event.target.form?.matches?.("form.days") && event.target.form.elements.to?.setCustomValidity(""));
  /* A form of one day or of two: each is written in the place of its name, and the link is followed. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.(".stHtml form.days")) return;
    event.preventDefault();
    const { from, to } = form.elements;
    if (from && to && to.value < from.value) {
      to.setCustomValidity(form.dataset.wrong);
      to.reportValidity();
      return;
    }
    const link = form.querySelector("a");
    let href = link.getAttribute("href");
    for (const { name, value } of form.querySelectorAll("input[type=date]")) href = href.replace(`=${name.toUpperCase()}`, `=${value}`);
    link.setAttribute("href", href);
    link.click();
  });
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(tell).observe(document.body, { subtree: true, childList: true });
  });
})();
