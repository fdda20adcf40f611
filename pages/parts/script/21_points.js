/* A click on a point of a chart follows the link of its month, which stands below the chart for everybody else. */
(() => {
  const heard = new WeakSet();
  document.addEventListener("pointerover", (event) => {
    const graph = event.target.closest?.(".js-plotly-plot");
    if (!graph?.on || heard.has(graph)) return;
    heard.add(graph);
    graph.on("plotly_click", ({ points }) => {
      const month = points?.map((point) => point.customdata).find(Boolean);
      if (month) document.querySelector(`.one-month a[data-month="${CSS.escape(month)}"]`)?.click();
    });
  }, true);
})();
