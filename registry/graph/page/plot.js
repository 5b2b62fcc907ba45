// The chart: Bokeh paints, pans and zooms; here is what it paints, and what lies under the pointer.

const FULL = page.frame;
const NEAR = 6;  // pixels by which a pointer may miss a line: half of what a finger or a trembling hand needs, twice a line's width
const stage = document.getElementById("stage");
let plot = null, sources = {};

async function openPlot() {
  await Bokeh.embed.embed_item(JSON.parse(document.getElementById("plot").textContent), "chart");
  const opened = Bokeh.documents[Bokeh.documents.length - 1];
  plot = opened.get_model_by_name("plot");
  for (const name of ["edges", "nodes", "labels"]) sources[name] = opened.get_model_by_name(name);
  for (const part of [plot.x_range, plot.y_range, plot.properties.inner_width, plot.properties.inner_height]) part.change.connect(soonLabels);
}

const view = {
  get width() { return plot.inner_width; },
  get height() { return plot.inner_height; },
  // Data to pixels from the upper left corner, and back.
  at(x, y) {
    const {x_range: across, y_range: up} = plot;
    return [(x - across.start) / (across.end - across.start) * this.width, (up.end - y) / (up.end - up.start) * this.height];
  },
  under(left, top) {
    const {x_range: across, y_range: up} = plot;
    return [across.start + left / this.width * (across.end - across.start), up.end - top / this.height * (up.end - up.start)];
  },
  show(x, y, share) {
    plot.x_range.setv({start: x - FULL[0] * share / 2, end: x + FULL[0] * share / 2});
    plot.y_range.setv({start: y - FULL[1] * share / 2, end: y + FULL[1] * share / 2});
  },
  zoom(factor) {
    const [x, y] = this.under(this.width / 2, this.height / 2);
    this.show(x, y, Math.min(4, Math.max(1 / 60, (plot.x_range.end - plot.x_range.start) / FULL[0] * factor)));
  },
  fit() { this.show(FULL[0] / 2, FULL[1] / 2, 1); },
  // Put an actor in the middle, no further away than shows most of those it is tied to.
  centre(node) {
    const near = node.ties.filter((edge) => edge.on).slice(0, 25).map((edge) => otherEnd(edge, node));
    const reach = near.map((other) => 2.3 * Math.max(Math.abs(other.x - node.x) / FULL[0], Math.abs(other.y - node.y) / FULL[1])).sort((a, b) => a - b);
    this.show(node.x, node.y, Math.min(1.3, Math.max(0.45, reach[Math.floor(reach.length * 0.9)] || 0)));
  },
};

function paint() {
  const bright = lit(), chosen = asked.chosen;
  const crowd = Math.min(1, Math.sqrt(250 / Math.max(1, shown.edges.length)));
  const lines = shown.edges.map((edge) => {
    const share = Math.sqrt(Math.abs(edge.now) / (shown.heaviest || 1));
    const mine = chosen && (chosen.kind === "edge" ? chosen.number === edge.number : edge.s === chosen.number || edge.t === chosen.number);
    let alpha = mine ? 0.45 + 0.5 * share : bright ? 0.05 : 0.04 + 0.22 * crowd * crowd + 0.5 * share ** 3;
    if (!bright && page.changes[edge.kind] && edge.change !== "same") alpha = Math.max(alpha, 0.3 + 0.4 * crowd);
    return {edge, mine, width: 0.7 + 4.5 * share * share + (mine && chosen.kind === "edge" ? 2 : 0), alpha: Math.min(0.95, alpha)};
  });
  lines.sort((one, other) => Boolean(one.mine) - Boolean(other.mine) || one.edge.now - other.edge.now);
  sources.edges.data = columns(lines, {
    x0: ({edge}) => nodes[edge.s].x, y0: ({edge}) => nodes[edge.s].y, x1: ({edge}) => nodes[edge.t].x, y1: ({edge}) => nodes[edge.t].y,
    width: (line) => line.width, colour: (line) => (page.changes[line.edge.kind]?.colour || (line.mine ? "#22344d" : "#64748b")), alpha: (line) => line.alpha,
  });
  const dots = [...shown.nodes].reverse();
  if (bright) dots.sort((one, other) => bright.has(one.number) - bright.has(other.number));
  const isChosen = (node) => chosen && chosen.kind === "node" && chosen.number === node.number;
  sources.nodes.data = columns(dots, {
    x: (node) => node.x, y: (node) => node.y, size: (node) => 2 * node.r + (isChosen(node) ? 6 : 0),
    colour: (node) => (!bright || bright.has(node.number) ? page.types[node.type].colour : pale(page.types[node.type].colour)),
    rim: (node) => (isChosen(node) ? "#111827" : "#ffffff"), width: (node) => (isChosen(node) ? 3 : 1.2),
  });
  document.getElementById("empty").hidden = shown.nodes.length > 0;
  soonLabels();
}

// A colour nearly as light as the ground; opaque, so that no line shows through the dot.
function pale(colour) {
  const parts = [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.2 + 255 * 0.8));
  return `rgb(${parts.join(", ")})`;
}

function columns(rows, makers) {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, rows.map(make)]));
}

// What lies at a point: an actor before a tie, the nearest of each.
function hit(left, top) {
  let found = null, best = 0;
  for (const node of shown.nodes) {
    const [x, y] = view.at(node.x, node.y), away = Math.hypot(x - left, y - top) - node.r - 2;
    if (away <= best) [found, best] = [{kind: "node", number: node.number}, away];
  }
  if (found) return found;
  best = NEAR;
  for (const edge of shown.edges) {
    const [x, y] = view.at(nodes[edge.s].x, nodes[edge.s].y), [far, low] = view.at(nodes[edge.t].x, nodes[edge.t].y);
    const [dx, dy] = [far - x, low - y];
    const along = Math.min(1, Math.max(0, ((left - x) * dx + (top - y) * dy) / (dx * dx + dy * dy || 1)));
    const away = Math.hypot(x + along * dx - left, y + along * dy - top);
    if (away < best) [found, best] = [{kind: "edge", number: edge.number}, away];
  }
  return found;
}

// Hover, click and drag. The pointer is caught before Bokeh sees it, which else would move the whole view with a dragged actor.
function watchPointer(choose) {
  const chart = document.getElementById("chart");
  let down = null, waiting = false;
  const point = (event) => {
    const box = chart.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  chart.addEventListener("pointerdown", (event) => {
    const at = point(event), target = hit(...at);
    down = {at, target, moved: false};
    hideTip();
    if (target && target.kind === "node" && event.button === 0) {
      event.stopPropagation();
      chart.setPointerCapture(event.pointerId);
      down.drags = nodes[target.number];
    }
  }, true);
  chart.addEventListener("pointermove", (event) => {
    const at = point(event);
    if (down && Math.hypot(at[0] - down.at[0], at[1] - down.at[1]) > 4) down.moved = true;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (down && down.drags && down.moved) {
        [down.drags.x, down.drags.y] = view.under(...at);
        paint();
      } else if (!down) {
        const target = hit(...at);
        stage.classList.toggle("point", Boolean(target));
        if (target) showTip(target, ...at);
        else hideTip();
      }
    });
  }, true);
  chart.addEventListener("pointerup", (event) => {
    if (down && !down.moved && event.button === 0) choose(down.target);
    down = null;
  }, true);
  chart.addEventListener("pointercancel", () => { down = null; }, true);
  chart.addEventListener("pointerleave", () => { hideTip(); });
}
