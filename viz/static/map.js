/* The network map: draws the picture with vis-network and tells what a tie is and who says so. */
"use strict";
(() => {
  const source = document.getElementById("map-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const { element, showTie, showNode } = techlandDetails(data, document.getElementById("map-details"), (choice) => choose(choice));
  const byId = (id) => document.getElementById(id);
  const stage = byId("map-stage"), details = byId("map-details"), frame = stage.parentElement;
  const text = (id) => data.messages[id];
  const hint = details.firstElementChild;
  const state = { node: null, tie: null, onlyAcross: false, hovered: null };
  const LABEL_SIZE = 11.5;

  /* Colours follow the page's own, light or dark. */
  let colours = {};
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["sheet", "ink", "muted", "line", "nl", "de", "both", "other", "nl-field", "de-field", "tie"]) {
      colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  };
  readColours();
  const colourOf = (group) => colours[group.toLowerCase()];

  /* The computed places are stretched to the stage, so that a phone shows a tall picture. */
  const FOOT = 16;
  const others = data.nodes.filter((node) => node.group === "other");
  const bottom = Math.max(data.frame.height, ...data.nodes.map((node) => node.y + 24));
  const width = 2 * data.frame.halfWidth + 24;
  let stretch = { x: 1, y: 1 }, head = 56, longest = 30;
  const measureStretch = () => {
    const ratio = (stage.clientHeight / stage.clientWidth) * (width / (bottom + head + FOOT));
    stretch = ratio > 1.7 ? { x: Math.max(0.36, 1.7 / ratio), y: 1.7 } : { x: Math.max(1, Math.min(1.4, 1 / ratio)), y: Math.max(1, ratio) };
    head = (46 * width * stretch.x) / stage.clientWidth; // room for the countries' names
    longest = stage.clientWidth < 600 ? 18 : 30;
  };
  /* A picture with many rows gets a taller stage, so that its labels find room. */
  const rowsNeed = (stage.clientWidth / width) * (bottom + head + FOOT);
  if (rowsNeed > 1.2 * stage.clientHeight) stage.style.height = `${Math.min(1800, rowsNeed)}px`;
  measureStretch();
  const at = (node) => ({ x: node.x * stretch.x, y: node.y * stretch.y });

  const related = () => {
    if (state.tie !== null) return new Set([data.edges[state.tie].from, data.edges[state.tie].to]);
    if (state.node === null) return null;
    const near = new Set([state.node]);
    for (const tie of shownTies()) {
      if (tie.from === state.node) near.add(tie.to);
      if (tie.to === state.node) near.add(tie.from);
    }
    return near;
  };
  const shownTies = () => data.edges.filter((tie) => !state.onlyAcross || tie.across);
  let near = null;

  const drawDot = (ctx, node, x, y) => {
    const radius = node.size;
    ctx.globalAlpha = near && !near.has(node.id) ? 0.18 : 1;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colours.sheet;
    if (node.group === "both") {
      for (const [side, start] of [["nl", Math.PI / 2], ["de", -Math.PI / 2]]) {
        ctx.beginPath();
        ctx.arc(x, y, radius, start, start + Math.PI);
        ctx.fillStyle = colours[side];
        ctx.fill();
      }
    }
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    if (node.group !== "both") { ctx.fillStyle = colourOf(node.group); ctx.fill(); }
    ctx.stroke();
    if (node.id === state.node) {
      ctx.beginPath();
      ctx.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
      ctx.strokeStyle = colours.ink;
      ctx.lineWidth = 2;
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  };

  const visNode = (node) => ({
    id: node.id, ...at(node), shape: "custom", size: node.size, label: undefined,
    color: { background: colourOf(node.group), border: colourOf(node.group) },
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => drawDot(ctx, node, x, y),
      nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
    }),
  });

  const visEdge = (tie, index) => {
    const inFocus = state.tie === index || (state.node !== null && (tie.from === state.node || tie.to === state.node));
    const faded = near && !inFocus;
    const oneSided = data.nodes[tie.from].group === data.nodes[tie.to].group;
    const strength = Math.min(1, (tie.value - 1) / 4);
    return {
      id: index, from: tie.from, to: tie.to,
      hidden: state.onlyAcross && !tie.across,
      width: (tie.across ? 1.1 : 0.8) + strength * 3 + (inFocus ? 0.8 : 0),
      color: tie.across
        ? { inherit: "both", opacity: faded ? 0.05 : inFocus ? 0.95 : 0.36 + 0.45 * strength }
        : { color: inFocus ? colours.muted : colours.tie, inherit: false, opacity: faded ? 0.04 : inFocus ? 0.9 : 0.2 + 0.3 * strength },
      smooth: oneSided
        ? { enabled: true, type: bendsInward(tie) ? "curvedCW" : "curvedCCW", roundness: 0.22 }
        : { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.42 },
      arrows: { to: { enabled: false } },
    };
  };
  /* Ties on one side bend towards the border, away from the labels. */
  const bendsInward = (tie) => {
    const one = data.nodes[tie.from], other = data.nodes[tie.to];
    return (one.x < 0) === (one.y > other.y);
  };

  const nodes = new vis.DataSet(data.nodes.map(visNode));
  const edges = new vis.DataSet(data.edges.map(visEdge));
  const network = new vis.Network(stage, { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    nodes: { fixed: true, chosen: false },
    edges: { selectionWidth: 0, hoverWidth: 0, chosen: false },
    interaction: { dragNodes: false, hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 1e9, zoomSpeed: 0.6 },
  });
  const canvas = stage.querySelector("canvas");
  canvas.setAttribute("aria-hidden", "true");

  const whole = () => {
    const height = bottom * stretch.y + head + FOOT;
    const scale = Math.min(stage.clientWidth / (width * stretch.x), stage.clientHeight / height);
    network.moveTo({ position: { x: 0, y: (bottom * stretch.y + FOOT - head) / 2 }, scale });
  };

  /* Behind the ties: the two countries and the border between them. */
  network.on("beforeDrawing", (ctx) => {
    const half = (data.frame.halfWidth + 12) * stretch.x, top = -head, foot = data.frame.height * stretch.y + 10;
    const size = Math.max(15, 12 / network.getScale());
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "center";
    for (const [sign, field, side, title] of [[-1, "nl-field", "nl", "map-side-left"], [1, "de-field", "de", "map-side-right"]]) {
      ctx.fillStyle = colours[field];
      ctx.fillRect(sign < 0 ? -half : 0, top, half, foot - top);
      ctx.fillStyle = colours[side];
      ctx.font = `650 ${size}px ${letters}`;
      if ("letterSpacing" in ctx) ctx.letterSpacing = `${size * 0.14}px`;
      ctx.fillText(text(title).toUpperCase(), (sign * half) / 2, top + size * 1.75);
    }
    if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
    ctx.strokeStyle = colours.sheet;
    ctx.lineWidth = 7;
    ctx.beginPath(); ctx.moveTo(0, top); ctx.lineTo(0, foot); ctx.stroke();
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 1.75 / Math.min(1, network.getScale());
    ctx.setLineDash([15, 6, 3, 6]);
    ctx.beginPath(); ctx.moveTo(0, top); ctx.lineTo(0, foot); ctx.stroke();
    ctx.setLineDash([]);
    if (others.length) {
      ctx.font = `600 ${size * 0.72}px ${letters}`;
      ctx.fillStyle = colours.muted;
      ctx.fillText(text("map-others"), 0, foot + size * 0.72 + 12);
    }
  });

  /* Above the dots: as many labels as there is room for, the largest first. */
  const letters = getComputedStyle(document.body).fontFamily;
  const shorten = (label) => (label.length > longest ? `${label.slice(0, longest - 1).trimEnd()}…` : label);
  const labelBox = (ctx, node, label, size) => {
    const { x, y } = at(node), width = ctx.measureText(label).width, gap = node.size + 4;
    if (node.labelSide === "left") return { x: x - gap - width, y: y - size / 2, width, height: size };
    if (node.labelSide === "right") return { x: x + gap, y: y - size / 2, width, height: size };
    return { x: x - width / 2, y: y + gap, width, height: size };
  };
  const collides = (box, others, gap = 0) => others.some((other) =>
    box.x < other.x + other.width + gap && other.x < box.x + box.width + gap && box.y < other.y + other.height && other.y < box.y + box.height);
  const importance = (node) => (near && near.has(node.id) ? 1000 : 0) + (node.id === state.hovered ? 2000 : 0) + node.size;
  network.on("afterDrawing", (ctx) => {
    const size = LABEL_SIZE / Math.min(1.25, network.getScale()), taken = [];
    const view = { left: network.DOMtoCanvas({ x: 0, y: 0 }).x, right: network.DOMtoCanvas({ x: stage.clientWidth, y: 0 }).x };
    const dots = data.nodes.map((node) => ({ id: node.id, size: node.size, x: at(node).x - node.size, y: at(node).y - node.size, width: 2 * node.size, height: 2 * node.size }));
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    for (const node of [...data.nodes].sort((a, b) => importance(b) - importance(a) || a.id - b.id)) {
      const chosen = node.id === state.hovered || node.id === state.node;
      const strong = chosen || (near !== null && near.has(node.id));
      if (near && !strong) continue;
      const label = chosen ? node.label : shorten(node.label);
      ctx.font = `${strong ? 650 : 450} ${size}px ${letters}`;
      const box = labelBox(ctx, node, label, size * 1.12);
      const covers = () => collides(box, taken, 4) || (!strong && dots.some((dot) => dot.id !== node.id && dot.size > 0.75 * node.size && collides(box, [dot])));
      if (!chosen && (box.x < view.left || box.x + box.width > view.right || covers())) continue;
      taken.push(box);
      ctx.strokeStyle = node.group === "both" || node.group === "other" ? colours.sheet : colours[`${node.group.toLowerCase()}-field`];
      ctx.lineWidth = size * 0.32;
      ctx.strokeText(label, box.x, box.y + box.height / 2);
      ctx.fillStyle = colours.ink;
      ctx.fillText(label, box.x, box.y + box.height / 2);
    }
  });

  const choose = ({ node = null, tie = null }) => {
    Object.assign(state, { node, tie });
    near = related();
    frame.classList.toggle("open", node !== null || tie !== null);
    if (tie !== null) showTie(data.edges[tie]);
    else if (node !== null) showNode(data.nodes[node]);
    else details.replaceChildren(hint);
    details.scrollTop = 0;
    refresh();
  };
  const refresh = () => {
    nodes.update(data.nodes.map(visNode));
    edges.update(data.edges.map(visEdge));
  };

  network.on("click", ({ nodes: [node], edges: [tie] }) => choose(node !== undefined ? { node } : tie !== undefined ? { tie } : {}));
  network.on("hoverNode", ({ node }) => { state.hovered = node; stage.classList.add("pointing"); network.redraw(); });
  network.on("blurNode", () => { state.hovered = null; stage.classList.remove("pointing"); network.redraw(); });
  network.on("hoverEdge", () => stage.classList.add("pointing"));
  network.on("blurEdge", () => stage.classList.remove("pointing"));

  /* Tools. */
  const zoom = (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.1, network.getScale() * factor)) });
  const pan = (x, y) => {
    const view = network.getViewPosition(), scale = network.getScale();
    network.moveTo({ position: { x: view.x + x / scale, y: view.y + y / scale } });
  };
  byId("map-in").addEventListener("click", () => zoom(1.3));
  byId("map-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("map-whole").addEventListener("click", () => { choose({}); whole(); });
  const keys = {
    ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60), ArrowDown: () => pan(0, 60),
    "+": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: whole, Escape: () => choose({}),
  };
  stage.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  byId("map-across").addEventListener("change", ({ target }) => {
    state.onlyAcross = target.checked;
    for (const row of document.querySelectorAll("[data-tie]")) row.hidden = state.onlyAcross && !data.edges[row.dataset.tie].across;
    choose({});
  });
  const find = byId("map-find"), found = byId("map-found");
  find.addEventListener("change", () => {
    const wanted = find.value.trim().toLocaleLowerCase();
    if (!wanted) return;
    const match = data.nodes.find((node) => node.label.toLocaleLowerCase() === wanted) || data.nodes.find((node) => node.label.toLocaleLowerCase().includes(wanted));
    found.textContent = match ? "" : text("map-nothing-found");
    if (match) choose({ node: match.id });
  });

  /* Rows of the tables lead into the picture. */
  for (const [name, key] of [["node", "node"], ["tie", "tie"]]) {
    for (const row of document.querySelectorAll(`[data-${name}]`)) {
      row.cells[0].append(element("button", { type: "button", class: "show", onclick: () => { choose({ [key]: Number(row.dataset[name]) }); byId("map").scrollIntoView(); stage.focus({ preventScroll: true }); } }, text("map-show")));
    }
  }

  const relayout = () => { measureStretch(); refresh(); network.setSize("100%", "100%"); network.redraw(); whole(); };
  let stageWidth = stage.clientWidth;
  new ResizeObserver(() => { if (stage.clientWidth !== stageWidth) { stageWidth = stage.clientWidth; relayout(); } }).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); refresh(); });
  whole();
  stage.dataset.ready = "yes";
})();
