/* The big screen: keeps the clock, turns the pages by it, fills the monitor when it may, and Esc leads back. */
(() => {
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  let turned = 0;
  let filled = false;

  /* Which page is seen follows from the time: a screen drawn anew goes on where it was. Who asked for less motion turns
     by hand only. */
  const show = () => {
    const screen = document.querySelector(".stHtml .screen");
    if (!screen) { turned = 0; return; }
    const now = new Date();
    const clock = screen.querySelector(".clock");
    const said = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
    if (clock && clock.textContent !== said) clock.textContent = said;
    const pages = [...screen.querySelectorAll(".page")];
    const steps = reduced.matches ? 0 : Math.floor(now / 1000 / Number(screen.dataset.turns));
    const at = (((steps + turned) % pages.length) + pages.length) % pages.length;
    pages.forEach((page, number) => {
      if (page.classList.contains("current") !== (number === at)) page.classList.toggle("current", number === at);
    });
    const counted = screen.querySelector(".turned");
    const place = pages.length > 1 ? `${at + 1}/${pages.length}` : "";
    if (counted && counted.textContent !== place) counted.textContent = place;
  };
  setInterval(show, 250);

  const leave = () => document.querySelector(".stHtml .screen a.leave")?.click();
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".stHtml .screen")) return;
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowRight" || event.key === "PageDown") turned += 1;
    else if (event.key === "ArrowLeft" || event.key === "PageUp") turned -= 1;
    else return;
    event.preventDefault();
    show();
  });

  /* Only a click may fill the monitor; a browser that will not still shows the screen in its window. */
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".stHtml a[data-fills]")) {
      document.documentElement.requestFullscreen?.().then(() => { filled = true; }, () => {});
    } else if (event.target.closest?.(".stHtml .screen a.leave") && document.fullscreenElement) {
      document.exitFullscreen();
    }
  });
  /* Esc in a filled monitor is the browser's own: it ends the filling, and the screen with it. */
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement || !filled) return;
    filled = false;
    leave();
  });
})();
