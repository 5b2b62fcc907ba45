"use strict";
// The data of the page, what the reader has asked for, and what of the data that leaves.

const page = JSON.parse(document.getElementById("data").textContent);
const {nodes, edges, months} = page;
const LAST = months.length - 1;

nodes.forEach((node, number) => Object.assign(node, {number, ties: [], home: [node.x, node.y], on: true, degree: 0}));
const changeNames = page.changes.map((change) => change.name);
edges.forEach((edge, number) => {
  edge.kind = changeNames.indexOf(edge.change);
  Object.assign(edge, {number, on: true, now: edge.w, spans: (edge.m || []).map(([month, count]) => [...spanOf(month), count])});
  nodes[edge.s].ties.push(edge);
  nodes[edge.t].ties.push(edge);
});

// Weights to choose from: each that occurs, or where these are many (fractions) a hundred of them.
const steps = (() => {
  const all = [...new Set(edges.map((edge) => edge.w))].sort((one, other) => one - other);
  const stride = Math.max(1, all.length / 100);
  const some = Array.from({length: Math.ceil(all.length / stride)}, (_, i) => all[Math.floor(i * stride)]);
  return [...new Set([...some, page.start])].filter((weight) => all.includes(weight)).sort((one, other) => one - other);
})();

const FIRST = {least: Math.max(0, steps.indexOf(page.start)), from: 0, to: LAST, loners: edges.length === 0};
const asked = {...FIRST, types: new Set(), groups: new Set(), changes: new Set(), chosen: null};  // the sets hold what is hidden
const shown = {nodes: [], edges: [], heaviest: 1};

// A month, or all months of a year, as numbers.
function spanOf(month) {
  const at = (name) => {
    const [year, number] = name.split("-").map(Number);
    const [first, start] = months[0].split("-").map(Number);
    return (year - first) * 12 + number - start;
  };
  return month.length === 4 ? [at(`${month}-01`), at(`${month}-12`)] : [at(month), at(month)];
}

function wholeTime() {
  return asked.from <= 0 && asked.to >= LAST;
}

// The weight of a tie in the chosen months; where long lists are damped its share of the damped weight.
function weightNow(edge) {
  if (wholeTime()) return edge.w;
  let inside = 0, all = 0;
  for (const [first, last, count] of edge.spans) {
    all += count;
    if (first <= asked.to && last >= asked.from) inside += count;
  }
  return page.damped && all ? edge.w * inside / all : inside;
}

function sift() {
  const whole = wholeTime(), least = steps.length ? steps[asked.least] : -Infinity;
  const allowed = nodes.map((node) => !asked.types.has(node.type) && !asked.groups.has(node.group));
  for (const node of nodes) node.degree = 0;
  shown.heaviest = 0;
  shown.edges = edges.filter((edge) => {
    edge.now = weightNow(edge);
    edge.on = allowed[edge.s] && allowed[edge.t] && !asked.changes.has(edge.kind) && edge.now >= least && (whole || edge.now > 0);
    if (!edge.on) return false;
    nodes[edge.s].degree += 1;
    nodes[edge.t].degree += 1;
    shown.heaviest = Math.max(shown.heaviest, Math.abs(edge.now));
    return true;
  });
  shown.nodes = nodes.filter((node) => (node.on = allowed[node.number] && (asked.loners || node.degree > 0)));
}

// Who is lit: the chosen actor and those it is tied to, or the two ends of the chosen tie; null if all are.
function lit() {
  const chosen = asked.chosen;
  if (!chosen) return null;
  if (chosen.kind === "edge") return new Set([edges[chosen.number].s, edges[chosen.number].t]);
  const near = new Set([chosen.number]);
  for (const edge of nodes[chosen.number].ties) if (edge.on) near.add(edge.s).add(edge.t);
  return near;
}

function otherEnd(edge, node) {
  return nodes[edge.s === node.number ? edge.t : edge.s];
}

function counted(count, noun) {
  return `${figure(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function figure(value) {
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(3)));
}
