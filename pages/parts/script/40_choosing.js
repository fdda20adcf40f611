/* Choosing an option of a select box of ours goes to its address, and the box keeps the reader's place. */
(() => {
  document.addEventListener("change", (event) => {
    const box = event.target.closest?.(".stHtml select[data-goes]");
    if (!box) return;
    history.pushState({}, "", new URL(box.value, document.baseURI).href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    keepPlace(box);
  });

  /* The page is drawn anew and the box with it: whoever chooses by keyboard goes on where they were. */
  const keepPlace = (box, patience = 60) => {
    const now = document.getElementById(box.id);
    const isElsewhere = document.activeElement && ![document.body, box].includes(document.activeElement);
    if (isElsewhere) return;
    if (now && now !== box) { now.focus(); return; }
    if (patience) setTimeout(() => keepPlace(box, patience - 1), 50);
  };
})();
