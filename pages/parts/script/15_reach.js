/* What keyboard and screen readers need beyond Streamlit: the skip link leads past header and filters, and the place
   where files are dropped is a group with a name. */
(() => {
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
    const shell = document.querySelector("header.shell")?.closest("[data-testid=stElementContainer]");
    const content = shell?.nextElementSibling;
    if (!content) return;
    event.preventDefault();
    content.tabIndex = -1;
    content.focus();
  });
  const settle = () => {
    for (const place of document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")) place.setAttribute("role", "group");
  };
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(settle).observe(document.body, { subtree: true, childList: true }));
})();
