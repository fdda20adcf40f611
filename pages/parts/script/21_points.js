/* A click on a point of a chart shows what its month leads to: the links that stand below the chart for everybody else. */
(() => {
  const heard = new WeakSet();
  const close = () => document.querySelector(".steps-float")?.remove();
  const show = (item, event) => {
    close();
    const panel = document.createElement("div");
    panel.className = "stHtml steps-float";
    panel.setAttribute("role", "group");
    panel.innerHTML = `<p>${item.innerHTML}</p>`;
    document.body.append(panel);
    panel.style.left = `${Math.max(8, Math.min(event.clientX, innerWidth - panel.offsetWidth - 8))}px`;
    panel.style.top = `${Math.min(event.clientY + 12, innerHeight - panel.offsetHeight - 8)}px`;
    panel.querySelector("a").focus({ preventScroll: true });
    panel.addEventListener("click", () => setTimeout(close));
  };
  document.addEventListener("pointerover", (event) => {
    const graph = event.target.closest?.(".js-plotly-plot");
    if (!graph?.on || heard.has(graph)) return;
    heard.add(graph);
    graph.on("plotly_click", ({ points, event: click }) => {
      const month = points?.map((point) => point.customdata).find(Boolean);
      const item = month && document.querySelector(`.one-month a[data-month="${CSS.escape(month)}"]`)?.closest("li");
      if (item) show(item, click);
    });
  }, true);
  document.addEventListener("pointerdown", (event) => event.target.closest?.(".steps-float") || close());
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
})();
