// The photo on the light table: zoom, turn, push around. Keys, wheel, fingers and buttons do the same.
(function () {
  "use strict";
  var STEPS = [1, 1.5, 2, 3, 4, 6];
  var view = fresh();
  var fingers = new Map();
  var pinch = 0;

  function fresh() { return { step: 0, scale: 1, turn: 0, x: 0, y: 0 }; }
  function picture() { return document.querySelector("[data-picture]"); }

  function draw() {
    var figure = picture();
    var image = figure && figure.querySelector("[data-sheet]");
    if (!image) { return; }
    // A turned picture has to fit the other way round.
    var sideways = view.turn % 180 !== 0;
    var fit = sideways ? Math.min(1, figure.clientHeight / image.clientWidth, figure.clientWidth / image.clientHeight) : 1;
    image.style.transform = "translate(" + view.x + "px," + view.y + "px) rotate(" + view.turn + "deg) scale(" + view.scale * fit + ")";
    figure.classList.toggle("large", view.scale > 1);
  }

  function zoomTo(scale, at) {
    scale = Math.max(1, Math.min(6, scale));
    var figure = picture();
    if (at && figure) {
      var box = figure.getBoundingClientRect();
      var dx = at.x - box.left - box.width / 2;
      var dy = at.y - box.top - box.height / 2;
      view.x = dx - (dx - view.x) * (scale / view.scale);
      view.y = dy - (dy - view.y) * (scale / view.scale);
    }
    view.scale = scale;
    if (scale === 1) { view.x = view.y = 0; }
    draw();
  }

  function stepBy(direction) {
    var next = direction > 0
      ? STEPS.find(function (s) { return s > view.scale + 0.01; })
      : STEPS.slice().reverse().find(function (s) { return s < view.scale - 0.01; });
    zoomTo(next || (direction > 0 ? 6 : 1));
  }

  function contrast(tool) {
    var figure = picture();
    tool.setAttribute("aria-pressed", String(figure.classList.toggle("sharp")));
  }

  function turn() { view.turn = (view.turn + 90) % 360; view.x = view.y = 0; draw(); }

  document.addEventListener("click", function (event) {
    var tool = event.target.closest("[data-view]");
    if (!tool) { return; }
    ({ in: function () { stepBy(1); }, out: function () { stepBy(-1); }, turn: turn, contrast: contrast })[tool.dataset.view](tool);
  });

  document.addEventListener("dblclick", function (event) {
    if (event.target.closest("[data-picture]")) { zoomTo(view.scale > 1 ? 1 : 2.5, { x: event.clientX, y: event.clientY }); }
  });

  document.addEventListener("wheel", function (event) {
    if (!event.target.closest("[data-picture]")) { return; }
    event.preventDefault();
    zoomTo(view.scale * (event.deltaY < 0 ? 1.2 : 1 / 1.2), { x: event.clientX, y: event.clientY });
  }, { passive: false });

  document.addEventListener("keydown", function (event) {
    if (!event.target.closest || !event.target.closest("[data-picture]")) { return; }
    var push = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (!push || view.scale === 1) { return; }
    event.preventDefault();
    view.x += push[0]; view.y += push[1];
    draw();
  });

  document.addEventListener("pointerdown", function (event) {
    var figure = event.target.closest("[data-picture]");
    if (!figure) { return; }
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2) { pinch = spread(); }
    if (view.scale > 1) { figure.setPointerCapture(event.pointerId); figure.classList.add("dragged"); }
  });

  document.addEventListener("pointermove", function (event) {
    var before = fingers.get(event.pointerId);
    if (!before) { return; }
    var now = { x: event.clientX, y: event.clientY };
    fingers.set(event.pointerId, now);
    if (fingers.size === 2) {
      var wide = spread();
      zoomTo(view.scale * (wide / (pinch || wide)), middle());
      pinch = wide;
    } else if (view.scale > 1) {
      view.x += now.x - before.x; view.y += now.y - before.y;
      draw();
    } else if (event.pointerType === "touch") {
      window.scrollBy(0, before.y - now.y); // an unmagnified photo does not trap the page
    }
  });

  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      fingers.delete(event.pointerId);
      var figure = picture();
      if (figure) { figure.classList.remove("dragged"); }
    });
  });

  function points() { return Array.from(fingers.values()); }
  function spread() { var p = points(); return Math.hypot(p[0].x - p[1].x, p[0].y - p[1].y); }
  function middle() { var p = points(); return { x: (p[0].x + p[1].x) / 2, y: (p[0].y + p[1].y) / 2 }; }

  // Another picture begins upright and whole.
  document.addEventListener("htmx:afterSwap", function () { view = fresh(); fingers.clear(); });
})();
