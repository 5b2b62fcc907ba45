// Labels: the most important actors first, each beside its dot where nothing is covered; more of them as the view comes nearer.

const ROOM = 8500;  // square pixels of the view to a label: about 55 of them on a laptop; with more the eye reads none
const LINE = 20;  // letters: a longer name is set in two lines,
const LONGEST = 25;  // and a longer line is cut; the whole is in the hover
const MARGIN = 3;
const FIRM = 25, DEAR = 1000;  // dots that no label may cover: the most important; covering one costs more than all others do
const ruler = document.createElement("canvas").getContext("2d");
const FONT = getComputedStyle(document.body).fontFamily;
const widths = new Map();
let labelling = false;

function soonLabels() {
  if (labelling) return;
  labelling = true;
  requestAnimationFrame(() => {
    labelling = false;
    label();
  });
}

function label() {
  const bright = lit(), {width, height} = view;
  if (!width || !height) return;
  const seen = shown.nodes.map((node) => ({node, at: view.at(node.x, node.y)}))
    .filter(({at: [x, y]}) => x > -5 && y > -5 && x < width + 5 && y < height + 5);
  const taken = new Grid(), dots = new Grid();
  for (const {node, at: [x, y]} of seen) {
    if (!bright || bright.has(node.number)) dots.add([x - node.r, y - node.r, x + node.r, y + node.r, node.number < FIRM ? DEAR : 1]);
  }
  const chosen = asked.chosen && asked.chosen.kind === "node" ? asked.chosen.number : -1;
  const wanted = seen.filter(({node}) => !bright || bright.has(node.number));
  wanted.sort((one, other) => (other.node.number === chosen) - (one.node.number === chosen) || one.node.number - other.node.number);
  const most = Math.max(12, Math.floor(width * height / ROOM)), placed = [];
  for (const [rank, {node, at}] of wanted.slice(0, 2 * most).entries()) {
    if (placed.length >= most) break;
    const size = node.number === chosen ? 14 : 11 + Math.round(2 * (node.r - 4.5) / 10.5);
    const lines = broken(node.label), wide = Math.max(...lines.map((line) => measured(line, size))) + 2;
    const tall = 1.2 * size * lines.length + 2, text = lines.join("\n");
    // Whoever is chosen is labelled whatever lies there; the most important may cover a dot; nobody covers a label.
    const spots = places(at, node.r, wide, tall).filter(({box}) => box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < height && taken.meets(box) === 0);
    const least = Math.min(...spots.map((spot) => (spot.covers = dots.meets(spot.box))));
    const spot = (least === 0 || (least < DEAR && (rank < most / 2 || bright)) ? spots.find(({covers}) => covers === least) : undefined)
      || (node.number === chosen ? places(at, node.r, wide, tall)[0] : undefined);
    if (!spot) continue;
    taken.add(spot.box.map((side, i) => side + (i < 2 ? -MARGIN : MARGIN)));
    placed.push({node, text, size, ...spot});
  }
  sources.labels.data = columns(placed, {
    x: (row) => row.node.x, y: (row) => row.node.y, dx: (row) => row.dx, dy: (row) => row.dy,
    text: (row) => row.text, font: (row) => `${row.size}px`, align: (row) => row.align,
  });
}

// Right, left, above and below a dot, and askew: the box, and how far from the middle of the dot the text is set.
function places([x, y], radius, wide, tall) {
  const gap = radius + 4, half = tall / 2;
  return [
    {align: "left", dx: gap, dy: 0, box: [x + gap, y - half, x + gap + wide, y + half]},
    {align: "right", dx: -gap, dy: 0, box: [x - gap - wide, y - half, x - gap, y + half]},
    {align: "center", dx: 0, dy: -gap - half + 2, box: [x - wide / 2, y - gap - tall + 2, x + wide / 2, y - gap + 2]},
    {align: "center", dx: 0, dy: gap + half - 2, box: [x - wide / 2, y + gap - 2, x + wide / 2, y + gap + tall - 2]},
    ...[-1, 1].flatMap((side) => {
      const level = side * (radius + half - 1), [low, high] = [y + level - half, y + level + half];
      return [
        {align: "left", dx: radius / 2, dy: level, box: [x + radius / 2, low, x + radius / 2 + wide, high]},
        {align: "right", dx: -radius / 2, dy: level, box: [x - radius / 2 - wide, low, x - radius / 2, high]},
      ];
    }),
  ];
}

// A long name in two lines, broken between words as near the middle as can be.
function broken(text) {
  const words = text.trim().split(/\s+/), whole = words.join(" ");
  if (whole.length <= LINE || words.length === 1) return [short(whole)];
  const length = (some) => some.join(" ").length;
  let best = 1;
  for (let at = 1; at < words.length; at += 1) {
    if (Math.max(length(words.slice(0, at)), length(words.slice(at))) < Math.max(length(words.slice(0, best)), length(words.slice(best)))) best = at;
  }
  return [short(words.slice(0, best).join(" ")), short(words.slice(best).join(" "))];
}

function short(text) {
  const letters = [...text];
  return letters.length <= LONGEST ? text : `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…`;
}

function measured(text, size) {
  const key = `${size} ${text}`;
  if (!widths.has(key)) {
    ruler.font = `${size}px ${FONT}`;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes by the cells they lie in, so that a new one is compared with its neighbours alone.
class Grid {
  constructor() { this.cells = new Map(); }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  // What a new box would cover: how many others, or the sum of what they cost.
  meets(box) {
    const near = new Set(this.keys(box).flatMap((key) => this.cells.get(key) || []));
    let cost = 0;
    for (const other of near) if (other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3]) cost += other[4] || 1;
    return cost;
  }

  keys([left, top, right, bottom]) {
    const keys = [];
    for (let column = Math.floor(left / 64); column <= Math.floor(right / 64); column += 1) {
      for (let row = Math.floor(top / 64); row <= Math.floor(bottom / 64); row += 1) keys.push(`${column},${row}`);
    }
    return keys;
  }
}
