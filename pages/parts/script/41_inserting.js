/* A click on the name of a table or column puts it into the query, where the cursor last was. */
(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-inserts]");
    const field = button && document.querySelector("[data-testid=stForm] textarea");
    if (!field) return;
    const at = field.selectionStart;
    const before = at && !/[\s(,.]$/.test(field.value.slice(0, at)) ? " " : "";
    field.focus();
    field.setSelectionRange(at, field.selectionEnd);
    /* Written as by hand: Streamlit sees it, and the reader can take it back. */
    document.execCommand("insertText", false, before + button.dataset.inserts);
  });
  /* A query that was run is drawn anew; whoever wrote it goes on writing where they were. */
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-testid=stForm] textarea");
    if (!field || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const place = [field.selectionStart, field.selectionEnd];
    const keep = (patience) => {
      const now = document.querySelector("[data-testid=stForm] textarea");
      if (now && now !== field) { now.focus(); now.setSelectionRange(...place); return; }
      if (patience) setTimeout(() => keep(patience - 1), 50);
    };
    setTimeout(() => keep(60), 50);
  });
})();
