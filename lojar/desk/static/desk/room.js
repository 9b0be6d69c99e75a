// Drawing a room: chairs, doors and walls are moved by finger, mouse or arrow keys, and written into the form.
(() => {
  "use strict";
  const frame = document.getElementById("room-drawing"), drawn = document.getElementById("r-drawn");
  const svg = frame && frame.querySelector("svg.room");
  if (!svg || !drawn) return;
  const EDGE = Number(frame.dataset.edge), STEP = 10, FAR = 50, WIDEST = 4000, SPACE = "http://www.w3.org/2000/svg";
  const gone = document.getElementById("r-gone"), wheelchair = document.getElementById("r-wheelchair");
  const said = JSON.parse(drawn.value || "{}");
  const placed = new Map((said.placed || []).map(([name, x, y]) => [name, [x, y]]));
  const things = [];
  let chosen = null, backdrop = null;

  const clamp = (value) => Math.max(0, Math.min(WIDEST, Math.round(value / STEP) * STEP));
  const names = (input) => new Set(input.value.toUpperCase().split(/[\s,;]+/).filter(Boolean));
  const toggle = (input, name) => {
    const all = names(input);
    all.has(name) ? all.delete(name) : all.add(name);
    input.value = [...all].sort().join(" ");
    return all.has(name);
  };
  const make = (tag, attributes, parent) => {
    const node = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    parent.append(node);
    return node;
  };

  // What is drawn, as the form keeps it.
  const write = () => {
    const of = (kind) => things.filter((thing) => thing.kind === kind);
    drawn.value = JSON.stringify({
      placed: [...placed].map(([name, [x, y]]) => [name, x, y]),
      doors: of("door").map((door) => [door.x, door.y, door.radius]),
      walls: of("wall").map((wall) => [wall.x, wall.y, wall.x + wall.across, wall.y + wall.down]),
    });
    let right = backdrop ? backdrop.across : 0, bottom = backdrop ? backdrop.down : 0;
    for (const thing of things) {
      right = Math.max(right, thing.x + (thing.across || 0));
      bottom = Math.max(bottom, thing.y + (thing.down || 0));
    }
    svg.setAttribute("viewBox", `0 0 ${Math.max(right + 2 * EDGE, 200)} ${Math.max(bottom + 2 * EDGE, 200)}`);
  };

  const label = (thing) => {
    const word = frame.dataset[thing.kind];
    const metres = (value) => String(value / 100).replace(".", ",");
    // What is written on it stands in its name too, for whoever says aloud what they see.
    const written = thing.node.querySelector("text"), seen = written ? written.textContent.trim() : "";
    const parts = [word, thing.name, seen === thing.name || seen === word ? "" : seen];
    thing.node.setAttribute("aria-label", `${parts.filter(Boolean).join(" ")}, ${metres(thing.x)} × ${metres(thing.y)} m`);
  };

  const show = (thing) => {
    const x = thing.x + EDGE, y = thing.y + EDGE;
    if (thing.kind === "chair") {
      const home = thing.home;
      thing.node.setAttribute("transform", `translate(${thing.x - home[0]} ${thing.y - home[1]})`);
    } else if (thing.kind === "door") {
      const circle = thing.node.querySelector("circle"), text = thing.node.querySelector("text");
      circle.setAttribute("cx", x); circle.setAttribute("cy", y); circle.setAttribute("r", thing.radius);
      text.setAttribute("x", x); text.setAttribute("y", y + thing.radius - 10);
    } else {
      for (const line of thing.node.querySelectorAll("line")) {
        line.setAttribute("x1", x); line.setAttribute("y1", y);
        line.setAttribute("x2", x + thing.across); line.setAttribute("y2", y + thing.down);
      }
    }
    label(thing);
  };

  const place = (thing, x, y) => {
    thing.x = clamp(x); thing.y = clamp(y);
    if (thing.kind === "wall") {
      thing.x = Math.min(thing.x, WIDEST - thing.across); thing.y = Math.min(thing.y, WIDEST - thing.down);
    }
    if (thing.kind === "chair") placed.set(thing.name, [thing.x, thing.y]);
    show(thing);
    write();
  };

  const choose = (thing) => {
    if (chosen) chosen.node.classList.remove("chosen");
    chosen = thing;
    if (thing) thing.node.classList.add("chosen");
  };

  const remove = (thing) => {
    if (thing.kind === "chair" && !thing.isNew) {
      thing.node.classList.toggle("gone", toggle(gone, thing.name));
      return;
    }
    if (thing.isNew) placed.delete(thing.name);
    const place = things.indexOf(thing), next = things[place - 1] || things[place + 1];
    things.splice(place, 1);
    thing.node.remove();
    choose(null);
    if (next) next.node.focus();
    write();
  };

  const resize = (thing, by) => {
    if (thing.kind === "door") thing.radius = Math.max(20, Math.min(500, thing.radius + by * STEP));
    if (thing.kind === "wall") {
      const side = thing.across ? "across" : "down";
      thing[side] = Math.max(FAR, Math.min(WIDEST - thing[side === "across" ? "x" : "y"], thing[side] + by * FAR));
    }
    show(thing);
    write();
  };

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const press = (event, thing) => {
    const step = event.shiftKey ? FAR : STEP, move = MOVES[event.key];
    if (move) place(thing, thing.x + move[0] * step, thing.y + move[1] * step);
    else if (event.key === "Delete" || event.key === "Backspace") remove(thing);
    else if (event.key === "+" || event.key === "=") resize(thing, 1);
    else if (event.key === "-") resize(thing, -1);
    else if (event.key.toLowerCase() === "r" && thing.kind === "wall") {
      [thing.across, thing.down] = [thing.down, thing.across];
      place(thing, thing.x, thing.y);
    } else if (event.key.toLowerCase() === "w" && thing.kind === "chair") mark(thing);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const mark = (thing) => thing.node.classList.toggle("wheel", toggle(wheelchair, thing.name));

  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x - EDGE, point.y - EDGE];
  };
  const drag = (event, thing) => {
    choose(thing);
    thing.node.focus({ preventScroll: true });
    const [x, y] = at(event), from = [thing.x, thing.y];
    const move = (later) => {
      const [nowX, nowY] = at(later);
      place(thing, from[0] + nowX - x, from[1] + nowY - y);
    };
    const end = () => {
      thing.node.removeEventListener("pointermove", move);
      thing.node.removeEventListener("pointerup", end);
      thing.node.removeEventListener("pointercancel", end);
    };
    thing.node.setPointerCapture(event.pointerId);
    thing.node.addEventListener("pointermove", move);
    thing.node.addEventListener("pointerup", end);
    thing.node.addEventListener("pointercancel", end);
    event.preventDefault();
  };

  const take = (thing) => {
    things.push(thing);
    thing.node.setAttribute("tabindex", "0");
    thing.node.setAttribute("role", "button");
    thing.node.addEventListener("focus", () => choose(thing));
    thing.node.addEventListener("keydown", (event) => press(event, thing));
    thing.node.addEventListener("pointerdown", (event) => drag(event, thing));
    show(thing);
    return thing;
  };

  const door = (x, y, radius) => {
    const node = make("g", { class: "door" }, svg);
    make("circle", {}, node);
    make("text", {}, node).textContent = frame.dataset.door;
    return take({ kind: "door", node, x, y, radius });
  };
  const wall = (x, y, across, down) => {
    const node = make("g", { class: "wall-handle" }, svg);
    make("line", { class: "wall" }, node);
    make("line", { class: "grip" }, node);
    return take({ kind: "wall", node, x, y, across, down });
  };
  const chair = (x, y) => {
    let number = 1;
    const known = new Set(things.filter((thing) => thing.kind === "chair").map((thing) => thing.name));
    while (known.has(`T${number}`)) number += 1;
    const node = make("g", { class: "seat free" }, svg), name = `T${number}`;
    make("circle", { cx: x + EDGE, cy: y + EDGE, r: 22 }, node);
    make("text", { x: x + EDGE, y: y + EDGE + 6 }, node).textContent = name;
    placed.set(name, [x, y]);
    return take({ kind: "chair", node, name, x, y, home: [x, y], isNew: true });
  };

  // A picture of the real room to draw upon: it stays in this browser.
  const lay = (address, ratio) => {
    const metres = Number.parseFloat(document.getElementById("backdrop-width").value.replace(",", ".")) || 10;
    const across = Math.max(100, Math.min(WIDEST, metres * 100)), down = across * ratio;
    if (backdrop) backdrop.node.remove();
    const node = make("image", { href: address, x: EDGE, y: EDGE, width: across, height: down, opacity: 0.45 }, svg);
    svg.prepend(node);
    backdrop = { node, address, ratio, across, down };
    write();
  };
  document.getElementById("backdrop").addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (!file) return;
    const address = URL.createObjectURL(file), picture = new Image();
    picture.onload = () => lay(address, picture.naturalHeight / picture.naturalWidth || 1);
    picture.src = address;
  });
  document.getElementById("backdrop-width").addEventListener("input", () => backdrop && lay(backdrop.address, backdrop.ratio));

  // The server has drawn them; here they become things that can be taken hold of.
  for (const node of svg.querySelectorAll(".seat")) {
    const circle = node.querySelector("circle"), name = node.dataset.name;
    const x = Number(circle.getAttribute("cx")) - EDGE, y = Number(circle.getAttribute("cy")) - EDGE;
    take({ kind: "chair", node, name, x, y, home: [x, y], isNew: /^T\d+$/.test(name) && placed.has(name) });
  }
  svg.querySelectorAll(".door, line.wall").forEach((node) => node.remove());
  for (const [x, y, radius] of said.doors || []) door(x, y, radius);
  for (const [x1, y1, x2, y2] of said.walls || []) wall(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
  svg.removeAttribute("role");
  svg.classList.add("drawable");
  for (const id of ["room-help", "room-backdrop"]) document.getElementById(id).hidden = false;
  const tools = document.getElementById("room-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const bottom = clamp(Math.max(0, ...things.map((thing) => thing.y)) + 100);
    const made = { chair: () => chair(0, bottom), door: () => door(0, bottom, 80), wall: () => wall(0, bottom, 200, 0) }[button.dataset.add];
    if (made) {
      const thing = made();
      write();
      thing.node.focus();
    } else if (chosen) {
      button.dataset.do === "remove" ? remove(chosen) : chosen.kind === "chair" && mark(chosen);
    }
  });
  write();
})();
