/* A button with words to copy puts them on the clipboard, says so, and after a while is what it was. */
(() => {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".stHtml button[data-copies]");
    if (!button) return;
    const words = button.dataset.copies;
    /* The clipboard is closed to pages that did not come over https, as in most offices: then the old way. */
    try { await navigator.clipboard.writeText(words); } catch {
      const field = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: words }));
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const before = button.textContent;
    if (before === button.dataset.done) return;
    button.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.textContent = before; }, 2000);
  });
})();
