// The panel beside the chart and the hover over it. All texts are set as texts.

const MANY = 60;  // rows of a list at first: some three screens; the rest on demand
const panel = document.getElementById("panel"), tip = document.getElementById("tip");

// An element with children; a child that is no element is text, nothing is no child.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A text from outside, apart from what stands around it: its direction is its own.
function told(text, tag = "bdi", attributes = {}) {
  const element = make(tag, {dir: "auto", ...attributes});
  element.textContent = text;
  return element;
}

// Texts in a row, those that are empty left out; a date is not broken.
function dotted(...texts) {
  return texts.filter(Boolean).flatMap((text, i) => [i ? " · " : "", told(text, "bdi", text.length <= 10 ? {class: "whole"} : {})]);
}

function dot(type) {
  return swatch(page.types[type].colour, "dot");
}

function swatch(colour, shape) {
  const element = make("span", {class: shape});
  element.style.background = colour;
  return element;
}

function period(edge) {
  const {first_date: first, last_date: last} = edge;
  return !first ? "" : first === last || !last ? first : `${first} – ${last}`;
}

function strength(edge) {
  return page.damped ? `${figure(edge.now)} (damped)` : counted(edge.now, page.unit);
}

const FACTS = [
  ["articles", "Articles", "that name both"],
  ["paragraphs", "Paragraphs", "that name both"],
  ["sentences", "Sentences", "that name both"],
  ["first_date", "First", "date of an article that names both"],
  ["last_date", "Last", "date of an article that names both"],
  ["newman", "Newman", "Newman's weight: a window of k actors adds 1/(k - 1)"],
  ["change", "Change", "from the first graph to the second"],
  ["weight_before", "Before", "weight in the first graph"],
  ["weight_after", "After", "weight in the second graph"],
  ["change_q_value", "q of change", "how probable such a change is by chance, corrected for the number of ties"],
  ["npmi", "NPMI", "how far from chance: 0 is chance, 1 never apart"],
  ["log_likelihood", "Log-likelihood", "how sure that it is not chance: 3.84 is one in twenty"],
  ["p_value", "p", "how probable by chance"],
  ["q_value", "q", "p corrected for the number of pairs"],
];

function facts(rows) {
  return make("dl", {class: "facts"}, rows.filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value, why]) => make("div", why ? {title: why} : {}, make("dt", {}, name), told(typeof value === "number" ? figure(value) : value, "dd"))));
}

function factsOf(edge) {
  return facts(FACTS.filter(([key]) => key !== "p_value" || edge.q_value === undefined).map(([key, name, why]) => [name, edge[key], why]));
}

function showTip(target, left, top) {
  if (target.kind === "node") {
    const node = nodes[target.number];
    tip.replaceChildren(told(node.name, "strong"),
      make("span", {class: "soft"}, told([page.types[node.type].name, node.country].filter(Boolean).join(", "))),
      told(nodeCounts(node), "div"));
  } else {
    const edge = edges[target.number], best = edge.e && edge.e[0];
    const counts = ["articles", "paragraphs", "sentences"].filter((name) => edge[name] !== undefined)
      .map((name) => counted(edge[name], name.slice(0, -1)));
    const measures = [["npmi", "NPMI"], ["q_value", "q"], ["p_value", "p"]].filter(([key]) => edge[key] !== undefined)
      .filter(([key]) => key !== "p_value" || edge.q_value === undefined).map(([key, name]) => `${name} ${figure(edge[key])}`);
    tip.replaceChildren(make("strong", {}, told(nodes[edge.s].name), " – ", told(nodes[edge.t].name)),
      make("div", {}, counts.join(", ") || strength(edge)),
      ...(edge.change ? [told(`${edge.change}: ${figure(edge.weight_before || 0)} before, ${figure(edge.weight_after || 0)} after`, "div")] : []),
      make("div", {class: "soft"}, told([period(edge), ...measures].filter(Boolean).join(" · "))),
      ...(best ? [told(clipped(page.texts[best[0]]), "q")] : []));
  }
  tip.hidden = false;
  tip.style.left = `${Math.max(6, Math.min(left + 14, stage.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(6, top + 16 + tip.offsetHeight > stage.clientHeight ? top - tip.offsetHeight - 12 : top + 16)}px`;
}

function hideTip() {
  tip.hidden = true;
}

function nodeCounts(node) {
  return [["articles", "article"], ["mentions", "mention"]].filter(([key]) => node[key] !== undefined)
    .map(([key, noun]) => counted(node[key], noun)).concat(counted(node.ties.length, "tie")).join(", ");
}

function clipped(text) {
  const letters = [...text];
  return letters.length <= 240 ? text : `${letters.slice(0, 239).join("")}…`;
}

function showPanel(choose, focus) {
  const chosen = asked.chosen;
  panel.replaceChildren(...(!chosen ? overview(choose) : chosen.kind === "node" ? aboutNode(nodes[chosen.number], choose) : aboutEdge(edges[chosen.number], choose)));
  panel.scrollTop = 0;
  if (focus) panel.focus();
}

function back(choose) {
  return make("button", {type: "button", class: "back", onclick: () => choose(null)}, "Close ✕");
}

// A list that grows on demand; `row` makes one item.
function growing(items, attributes, row, many = MANY) {
  const list = make("ul", attributes, items.slice(0, many).map(row));
  if (items.length <= many) return [list];
  const more = make("button", {type: "button", class: "more"}, `Show all ${figure(items.length)}`);
  more.addEventListener("click", () => {
    list.append(...items.slice(many).map(row));
    more.remove();
    list.children[many].querySelector("button")?.focus();
  });
  return [list, more];
}

function overview(choose) {
  const top = shown.nodes.slice(0, 12), strongest = [...shown.edges].sort((one, other) => other.now - one.now || one.number - other.number).slice(0, 12);
  return [
    make("h2", {}, "Overview"),
    make("p", {class: "soft"}, "Click an actor for its ties, a tie for its evidence. Drag to move, scroll to zoom."),
    top.length ? make("h3", {}, "Most named actors") : "",
    top.length ? make("ul", {class: "rows"}, top.map((node) => nodeRow(node, choose))) : "",
    strongest.length ? make("h3", {}, `Strongest ties${page.damped ? "" : `, by ${page.unit}s`}`) : "",
    strongest.length ? make("ul", {class: "rows"}, strongest.map((edge) => make("li", {}, make("button", {type: "button", onclick: () => choose({kind: "edge", number: edge.number}, true)},
      make("span", {}, told(nodes[edge.s].label), " – ", told(nodes[edge.t].label)), make("span", {class: "many"}, figure(edge.now)))))) : "",
  ].filter(Boolean);
}

function nodeRow(node, choose) {
  const count = node.articles === undefined ? counted(node.degree, "tie") : counted(node.articles, "article");
  return make("li", {}, make("button", {type: "button", onclick: () => choose({kind: "node", number: node.number}, true)},
    make("span", {class: "name"}, dot(node.type), told(node.label)), make("span", {class: "many soft"}, count)));
}

function hiddenNote(what) {
  return make("p", {class: "alert"}, `The filters hide this ${what}. `, make("button", {type: "button", onclick: resetFilters}, "Reset the filters"));
}

function aboutNode(node, choose) {
  const heaviest = node.ties.length ? Math.abs(node.ties[0].w) || 1 : 1;
  const community = page.groups[node.group];
  return [
    back(choose),
    told(node.name, "h2"),
    make("p", {class: "kind"}, dot(node.type), told([page.types[node.type].name, node.country].filter(Boolean).join(", ")), told(node.id, "span", {class: "soft"})),
    node.on ? null : hiddenNote("actor"),
    facts([["Articles", node.articles], ["Mentions", node.mentions], ["Ties", node.ties.length], ["Change", node.change], ["Date", node.date], ["Source", node.source]]),
    community ? make("p", {class: "soft"}, "Community: ", told(community.name), ` (${counted(community.size, "actor")})`) : null,
    make("h3", {}, node.ties.length ? "Ties, strongest first" : "No ties"),
    ...growing(node.ties, {class: "rows", id: "ties"}, (edge) => {
      const other = otherEnd(edge, node), bar = make("span", {class: "bar"});
      bar.style.width = `calc(${Math.max(2, 100 * Math.abs(edge.w) / heaviest)}% - 17px)`;
      return make("li", edge.on ? {} : {class: "off", title: "hidden by the filters"},
        make("button", {type: "button", onclick: () => choose({kind: "edge", number: edge.number}, true)},
          make("span", {class: "name"}, dot(other.type), told(other.label)), make("span", {class: "many"}, figure(edge.w)), bar));
    }),
  ].filter(Boolean);
}

function aboutEdge(edge, choose) {
  const end = (node) => make("button", {type: "button", onclick: () => choose({kind: "node", number: node.number}, true)}, dot(node.type), told(node.name));
  const passages = edge.e || [], articles = (edge.a || []).map((number) => page.articles[number]);
  const byId = new Map(articles.map((article) => [article[0], article]));
  return [
    back(choose),
    make("h2", {class: "ends"}, end(nodes[edge.s]), end(nodes[edge.t])),
    edge.on ? null : hiddenNote("tie"),
    factsOf(edge),
    ...(edge.m && months.length > 1 ? [make("h3", {}, "By month"), byMonth(edge)] : []),
    ...(passages.length ? [make("h3", {}, "Evidence"), ...passages.map(([text, id, also]) => {
      const [, title, date, source] = byId.get(id) || ["", "", "", ""];
      return make("blockquote", {class: "snippet"}, told(page.texts[text], "p"), id ? make("cite", {}, dotted(title || id, source, date)) : "",
        also ? told(`also in ${also}`, "cite") : null);
    })] : []),
    ...(articles.length ? [make("h3", {}, counted(articles.length, "article")), ...growing(articles, {class: "articles"}, articleRow)] : []),
  ].filter(Boolean);
}

function articleRow([id, title, date, source]) {
  return make("li", {class: "article"}, told(title || id), make("small", {}, dotted(date, source, title ? id : "")));
}

function byMonth(edge) {
  const counts = new Array(months.length).fill(0);
  for (const [first, last, count] of edge.spans) counts[first === last ? first : Math.round((first + last) / 2)] += count;
  const most = Math.max(...counts, 1);
  const bars = make("div", {class: "months", role: "img", "aria-label": counts.map((count, i) => (count ? `${months[i]}: ${count}` : "")).filter(Boolean).join(", ")},
    counts.map((count, i) => {
      const bar = make("i", {title: `${months[i]}: ${count}`});
      bar.style.height = `${100 * count / most}%`;
      return bar;
    }));
  return make("div", {}, bars, make("div", {class: "scale"}, make("span", {}, months[0]), make("span", {}, months[LAST])));
}
