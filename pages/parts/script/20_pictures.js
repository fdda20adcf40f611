/* Pictures to take away: a chart as PNG or SVG, drawn here in the browser, with its title and sources printed in. */
(() => {
  const WIDTH = 960, HEIGHT = 380, EDGE = 24, LINE = 19;
  const NS = "http://www.w3.org/2000/svg";
  const looks = () => {
    const app = getComputedStyle(document.querySelector(".stApp"));
    const root = getComputedStyle(document.querySelector(".stHtml") ?? document.body);
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.colorScheme = app.colorScheme;
    const colour = (name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const found = {
      paper: app.backgroundColor, ink: app.color, family: root.fontFamily,
      grey: colour("--grey"), data: colour("--data"), faint: colour("--faint"),
    };
    probe.remove();
    return found;
  };

  /* Words are cut into lines where they would run out of the picture; Chinese breaks anywhere, English at blanks. */
  const pen = document.createElement("canvas").getContext("2d");
  const cut = (text, font, width) => {
    pen.font = font;
    const lines = [];
    for (const given of text.split("\n")) {
      let line = "";
      for (const piece of given.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
        if (line && pen.measureText(line + piece).width > width) { lines.push(line); line = ""; }
        line += piece;
      }
      lines.push(line);
    }
    return lines;
  };
  const safe = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /* A picture is an SVG: the title above, the lines that say where it comes from below, the drawing in between. */
  const framed = (about, [drawing, height, width], look) => {
    const lines = cut(about.lines, `13px ${look.family}`, width - 2 * EDGE);
    const above = EDGE + 34, below = lines.length * LINE + EDGE;
    const whole = above + height + below;
    const words = lines.map((line, at) =>
      `<text x="${EDGE}" y="${above + height + 14 + at * LINE}" font-size="13" fill="${look.grey}">${safe(line)}</text>`);
    return `<svg xmlns="${NS}" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${whole}"
      viewBox="0 0 ${width} ${whole}" font-family="${safe(look.family)}"><title>${safe(about.title)}</title>
      <rect width="${width}" height="${whole}" fill="${look.paper}"/>
      <text x="${EDGE}" y="${EDGE + 14}" font-size="19" font-weight="600" fill="${look.ink}">${safe(about.title)}</text>
      <g transform="translate(0 ${above})">${drawing}</g>${words.join("")}</svg>`;
  };

  const ofChart = async (graph, look) => {
    const layout = { ...graph.layout, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", autosize: false };
    layout.margin = { ...layout.margin, l: EDGE };
    layout.font = { ...layout.font, family: look.family, color: look.ink };
    const url = await window.Plotly.toImage(
      { data: graph.data, layout, config: { staticPlot: true } }, { format: "svg", width: WIDTH, height: HEIGHT });
    const drawn = new DOMParser().parseFromString(decodeURIComponent(url.slice(url.indexOf(",") + 1)), "image/svg+xml");
    return [new XMLSerializer().serializeToString(drawn.documentElement), HEIGHT, WIDTH];
  };

  /* A table whose middle column is a bar becomes the same bars: names at the left, the other columns at the right. */
  const ofBars = (table, look) => {
    const rows = [...table.querySelectorAll("tbody tr")].filter((row) => row.querySelector(".track"));
    const font = `14px ${look.family}`;
    pen.font = font;
    const wide = (texts) => Math.max(0, ...texts.map((text) => pen.measureText(text).width));
    const names = rows.map((row) => row.querySelector("th").innerText.trim());
    const numbers = rows.map((row) => [...row.querySelectorAll("td.number")].map((cell) => cell.innerText.trim()));
    const columns = (numbers[0] ?? []).map((_, at) => wide(numbers.map((row) => row[at] ?? "")) + 16);
    const left = EDGE + Math.min(wide(names), WIDTH / 3) + 16;
    const room = WIDTH - EDGE - left - columns.reduce((sum, column) => sum + column, 0);
    const drawn = rows.map((row, at) => {
      const y = at * 26;
      const share = parseFloat(row.querySelector(".track span")?.style.width || "0") / 100;
      let right = left + room;
      const cells = numbers[at].map((text, column) => {
        right += columns[column];
        return `<text x="${right}" y="${y + 17}" text-anchor="end" fill="${column ? look.grey : look.ink}">${safe(text)}</text>`;
      });
      return `<text x="${EDGE}" y="${y + 17}" fill="${look.ink}">${safe(names[at])}</text>
        <rect x="${left}" y="${y + 4}" width="${Math.max(share * room, 1)}" height="16" fill="${look.data}"/>${cells.join("")}`;
    });
    return [`<g font-size="14">${drawn.join("")}</g>`, rows.length * 26 + 8, WIDTH];
  };

  const ofSeen = (place) => {
    const [drawing, width, height] = window.approvals.seenAsSvg(place);
    return [`<g transform="translate(${EDGE} 0)">${drawing}</g>`, height + EDGE, Math.max(WIDTH, width + 2 * EDGE)];
  };

  const asPng = (svg) => new Promise((done, failed) => {
    const image = new Image();
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml;charset=utf-8" }));
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(done, "image/png");
    };
    image.onerror = failed;
    image.src = url;
  });

  const save = (blob, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-picture]");
    const about = button?.closest("[data-of]")?.dataset;
    const place = about && document.querySelector(about.of);
    if (!place) return;
    const look = looks();
    const graph = place.matches(".js-plotly-plot") ? place : place.querySelector(".js-plotly-plot");
    const drawing = graph ? await ofChart(graph, look) : place.matches("table.bars") ? ofBars(place, look) : ofSeen(place);
    const svg = framed(about, drawing, look);
    const kind = button.dataset.picture;
    save(kind === "svg" ? new Blob([svg], { type: "image/svg+xml;charset=utf-8" }) : await asPng(svg), `${about.name}.${kind}`);
  });
})();
