/* What the browser does beyond Streamlit: our links move between pages without a reload, and Streamlit's own English
   words follow the language of the page. */
(() => {
  const words = __WORDS__;
  const exact = new Map();
  const patterns = [];
  for (const [english, chinese] of Object.entries(words)) {
    if (!english.includes("{")) { exact.set(english, chinese); continue; }
    const names = [];
    const source = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, (_, name) => {
      names.push(name);
      return "(.+?)";
    });
    patterns.push([new RegExp("^" + source + "$"), names, chinese]);
  }
  const say = (text) => {
    const trimmed = text.trim();
    if (!trimmed || trimmed.length > 120) return null;
    if (exact.has(trimmed)) return text.replace(trimmed, exact.get(trimmed));
    for (const [pattern, names, chinese] of patterns) {
      const found = pattern.exec(trimmed);
      if (found) return names.reduce((said, name, i) => said.replace(`{${name}}`, found[i + 1]), chinese);
    }
    return null;
  };

  /* Words of ours are never touched: only what stands outside our own HTML is looked up. */
  const mine = ".stHtml, [data-testid=stMarkdownContainer], [data-testid=stDataFrame] canvas";
  const ours = (node) => node.closest?.(mine) && !node.closest("[data-testid=stFileUploaderDropzone]");
  const attributes = ["aria-label", "placeholder", "title", "alt"];
  const translate = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.currentNode; node; node = texts.nextNode()) {
      if (node.nodeType !== Node.TEXT_NODE || !node.parentElement || ours(node.parentElement)) continue;
      const said = say(node.data);
      if (said !== null && said !== node.data) node.data = said;
    }
    const elements = root.nodeType === Node.ELEMENT_NODE ? [root, ...root.querySelectorAll("*")] : [];
    for (const element of elements) {
      for (const name of attributes) {
        const value = element.getAttribute(name);
        const said = value && say(value);
        if (said && said !== value) element.setAttribute(name, said);
      }
    }
  };
  const speaks = () => document.documentElement.lang.startsWith("zh");
  const follow = () => {
    const spoken = document.querySelector("[data-speaks]")?.dataset.speaks;
    if (!spoken || spoken === document.documentElement.lang) return;
    document.documentElement.lang = spoken;
    if (speaks()) translate(document.body);
  };
  /* What stands outside the app (panels, dialogs) must know whether it is light or dark. */
  let shaded = false;
  const shade = () => {
    const app = document.querySelector(".stApp");
    if (!app) return;
    shaded = true;
    document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(shade, 300));
  const watch = () => {
    new MutationObserver((changes) => {
      if (!shaded) shade();
      follow();
      if (!speaks()) return;
      for (const change of changes) {
        if ((change.target.parentElement ?? change.target).closest(".stHtml")) continue;
        if (change.type === "characterData") translate(change.target);
        else if (change.type === "attributes") {
          const value = change.target.getAttribute(change.attributeName);
          const said = value && say(value);
          if (said && said !== value) change.target.setAttribute(change.attributeName, said);
        } else change.addedNodes.forEach((node) => translate(node));
      }
    }).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
    });
    if (speaks()) translate(document.body);
  };
  document.addEventListener("DOMContentLoaded", watch);

  /* A plain click on a link of ours goes there the way the back button would: same session, no reload. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || link.target === "_blank" || link.hasAttribute("download")) return;
    event.preventDefault();
    if (link.dataset.does === "theme") { switchTheme(); return; }
    if (link.dataset.does === "copy") { copy(link); return; }
    const moved = to.pathname !== location.pathname;
    const within = to.hash && !moved && to.search === location.search;
    if (to.href !== location.href) history.pushState({}, "", to.href);
    if (!within) window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (to.hash) goTo(to.hash);
    else if (moved) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });

  /* The clipboard is closed to pages that did not come over https, as in most offices: then the old way. */
  const copy = async (link) => {
    try { await navigator.clipboard.writeText(link.href); } catch {
      const field = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: link.href }));
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    link.textContent = link.dataset.done;
  };

  /* A place on a page exists only once the page is drawn: wait for it, open what it lies in, and go there. */
  const goTo = (hash, patience = 50) => {
    const place = document.getElementById(decodeURIComponent(hash.slice(1)));
    const busy = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    if ((!place || busy) && patience) { setTimeout(() => goTo(hash, patience - 1), 100); return; }
    place?.closest("details")?.setAttribute("open", "");
    place?.scrollIntoView();
  };
  document.addEventListener("DOMContentLoaded", () => location.hash && goTo(location.hash));

  /* Light or dark: the system's choice until the reader makes one, then the reader's on every page. */
  const kept = "approvals-theme";
  const apply = (theme) => localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(theme));
  const chosen = localStorage.getItem(kept);
  if (chosen) apply(chosen);
  const switchTheme = () => {
    const dark = getComputedStyle(document.querySelector(".stApp")).colorScheme.includes("dark");
    localStorage.setItem(kept, dark ? "Light" : "Dark");
    apply(dark ? "Light" : "Dark");
    location.reload();
  };
})();
