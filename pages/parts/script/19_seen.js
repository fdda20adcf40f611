/* What stands on the page as HTML, drawn again as SVG: areas, edges and words, each where it is seen. */
(() => {
  const pen = document.createElement("canvas").getContext("2d");
  const safe = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const clear = (colour) => colour === "transparent" || /[,/]\s*0\)$/.test(colour);

  const areas = (element, style, box) => {
    const drawn = [];
    if (!clear(style.backgroundColor)) {
      drawn.push(`<rect x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}" fill="${style.backgroundColor}"/>`);
    }
    for (const [side, x1, y1, x2, y2] of [
      ["Top", box.left, box.top, box.right, box.top], ["Bottom", box.left, box.bottom, box.right, box.bottom],
      ["Left", box.left, box.top, box.left, box.bottom], ["Right", box.right, box.top, box.right, box.bottom],
    ]) {
      const width = parseFloat(style[`border${side}Width`]), colour = style[`border${side}Color`];
      if (width && style[`border${side}Style`] !== "none" && !clear(colour)) {
        drawn.push(`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${width}"/>`);
      }
    }
    return drawn;
  };

  /* A text that runs over several lines is cut where its letters go on below. */
  const lines = (node) => {
    const range = document.createRange();
    const found = [];
    for (let at = 0; at < node.data.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      const last = found.at(-1);
      const blank = !node.data[at].trim();
      if (last && Math.abs(last.top - box.top) < 3) {
        last.text += node.data[at];
        if (!blank) last.right = box.right;
      } else if (!blank) found.push({ text: node.data[at], left: box.left, right: box.right, top: box.top, height: box.height });
    }
    return found;
  };

  const words = (node, style) => {
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = pen.measureText("国");
    return lines(node).map((line) => {
      const base = line.top + (line.height - above - below) / 2 + above;
      return `<text x="${line.left}" y="${base}" textLength="${line.right - line.left}" font-size="${parseFloat(style.fontSize)}"
        font-weight="${style.fontWeight}" fill="${style.color}">${safe(line.text.trimEnd())}</text>`;
    });
  };

  /* Returns the drawing with its width and height; `place` may be wider than what is seen of it. A caption is left out:
     every picture has its title. */
  const seenAsSvg = (place) => {
    const whole = place.getBoundingClientRect();
    const top = place.querySelector("caption")?.getBoundingClientRect().bottom ?? whole.top;
    const drawn = [];
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (style.visibility === "hidden" || !box.width || !box.height || element.closest("caption")) continue;
      drawn.push(...(node === element ? areas(element, style, box) : words(node, style)));
    }
    const svg = `<g transform="translate(${-whole.left} ${-top})">${drawn.join("")}</g>`;
    return [svg, Math.max(place.scrollWidth, whole.width), whole.bottom - top];
  };
  window.approvals = { ...window.approvals, seenAsSvg };
})();
