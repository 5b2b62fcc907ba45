// Labels: the most important actors first, each beside its dot where nothing is covered; more of them as the view comes nearer.

const ROOM = 8500;  // square pixels of the view to a label: about 55 of them on a laptop; with more the eye reads none
const LONGEST = 26;  // letters; the rest is in the hover
const MARGIN = 3;
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
    if (!bright || bright.has(node.number)) dots.add([x - node.r, y - node.r, x + node.r, y + node.r]);
  }
  const chosen = asked.chosen && asked.chosen.kind === "node" ? asked.chosen.number : -1;
  const wanted = seen.filter(({node}) => !bright || bright.has(node.number));
  wanted.sort((one, other) => (other.node.number === chosen) - (one.node.number === chosen) || one.node.number - other.node.number);
  const most = Math.max(12, Math.floor(width * height / ROOM)), placed = [];
  for (const [rank, {node, at}] of wanted.entries()) {
    if (placed.length >= most) break;
    const size = node.number === chosen ? 14 : 11 + Math.round(2 * (node.r - 4.5) / 10.5);
    const text = short(node.label), wide = measured(text, size) + 2, tall = size + 3;
    // Whoever is chosen is labelled whatever lies there; the most important may cover a dot; nobody covers a label.
    const spots = places(at, node.r, wide, tall).filter(({box}) => box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < height && !taken.meets(box));
    const spot = spots.find(({box}) => !dots.meets(box)) || (rank < 12 || bright ? spots[0] : undefined)
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

// Right, left, above and below a dot: the box, and how far from the middle of the dot the text is set.
function places([x, y], radius, wide, tall) {
  const gap = radius + 4, half = tall / 2;
  return [
    {align: "left", dx: gap, dy: 0, box: [x + gap, y - half, x + gap + wide, y + half]},
    {align: "right", dx: -gap, dy: 0, box: [x - gap - wide, y - half, x - gap, y + half]},
    {align: "center", dx: 0, dy: -gap - half + 2, box: [x - wide / 2, y - gap - tall + 2, x + wide / 2, y - gap + 2]},
    {align: "center", dx: 0, dy: gap + half - 2, box: [x - wide / 2, y + gap - 2, x + wide / 2, y + gap + tall - 2]},
  ];
}

function short(text) {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length <= LONGEST ? letters.join("") : `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…`;
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

  meets(box) {
    return this.keys(box).some((key) => (this.cells.get(key) || [])
      .some((other) => other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3]));
  }

  keys([left, top, right, bottom]) {
    const keys = [];
    for (let column = Math.floor(left / 64); column <= Math.floor(right / 64); column += 1) {
      for (let row = Math.floor(top / 64); row <= Math.floor(bottom / 64); row += 1) keys.push(`${column},${row}`);
    }
    return keys;
  }
}
