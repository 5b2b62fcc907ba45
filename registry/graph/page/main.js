// Everything put together.

function changed() {
  sift();
  sayCount();
  paint();
  if (!asked.chosen) showPanel(choose, false);
}

function choose(target, moves = false) {
  const focused = panel.contains(document.activeElement);
  asked.chosen = target;
  hideTip();
  paint();
  if (target && moves) {
    if (target.kind === "node") view.centre(nodes[target.number]);
    else bringIntoView(edges[target.number]);
  }
  showPanel(choose, focused);
}

function bringIntoView(edge) {
  const ends = [nodes[edge.s], nodes[edge.t]];
  const seen = ends.every(({x, y}) => x > plot.x_range.start && x < plot.x_range.end && y > plot.y_range.start && y < plot.y_range.end);
  if (seen) return;
  const reach = Math.max(Math.abs(ends[0].x - ends[1].x) / FULL[0], Math.abs(ends[0].y - ends[1].y) / FULL[1]);
  view.show((ends[0].x + ends[1].x) / 2, (ends[0].y + ends[1].y) / 2, Math.max(0.45, 1.4 * reach));
}

// The filters as at first, but so that what is chosen is to be seen.
function resetFilters() {
  Object.assign(asked, FIRST);
  asked.types.clear();
  asked.groups.clear();
  asked.changes.clear();
  const chosen = asked.chosen;
  if (chosen) {
    const tie = chosen.kind === "edge" ? edges[chosen.number] : nodes[chosen.number].ties[0];
    if (tie) asked.least = Math.min(asked.least, Math.max(0, steps.findLastIndex((step) => step <= tie.w)));
    else asked.loners = true;
  }
  drawFilters(changed);
  changed();
  if (chosen) showPanel(choose, true);
}

function resetAll() {
  for (const node of nodes) [node.x, node.y] = node.home;
  asked.chosen = null;
  query.value = "";
  resetFilters();
  view.fit();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    query.focus();
    query.select();
  } else if (event.key === "Escape" && asked.chosen) choose(null);
});

(async () => {
  await openPlot();
  drawFilters(changed);
  watchSearch(choose);
  watchPointer((target) => choose(target));
  document.getElementById("reset").addEventListener("click", resetAll);
  document.getElementById("in").addEventListener("click", () => view.zoom(0.7));
  document.getElementById("out").addEventListener("click", () => view.zoom(1 / 0.7));
  document.getElementById("fit").addEventListener("click", () => view.fit());
  changed();
  document.body.dataset.ready = "yes";
})();
