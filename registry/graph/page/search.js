// The search: a name or an id or a part of it, without regard to case and accents.

const FOUND = 12;  // as many as fit below the field
const query = document.getElementById("query"), matches = document.getElementById("matches");

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const keys = nodes.map((node) => [plain(node.label), plain(node.name), plain(node.id)]);

// Actors whose name is, begins with, has a word that begins with, or holds what is sought; the most important first in each.
function find(text) {
  const sought = plain(text.trim()), ranked = [[], [], [], []];
  if (!sought) return [];
  for (const node of nodes) {
    const rank = Math.min(...keys[node.number].map((key) => (key === sought ? 0 : key.startsWith(sought) ? 1
      : key.includes(` ${sought}`) || key.includes(`-${sought}`) ? 2 : key.includes(sought) ? 3 : 4)));
    if (rank < 4) ranked[rank].push(node);
  }
  return ranked.flat();
}

function watchSearch(choose) {
  let found = [], at = 0;
  const close = () => {
    matches.hidden = true;
    query.setAttribute("aria-expanded", "false");
    query.removeAttribute("aria-activedescendant");
  };
  const take = (node) => {
    query.value = node.label;
    close();
    choose({kind: "node", number: node.number}, true);
  };
  const mark = (next) => {
    at = Math.max(0, Math.min(next, Math.min(found.length, FOUND) - 1));
    [...matches.querySelectorAll("[role=option]")].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    const item = document.getElementById(`match-${at}`);
    if (item) {
      query.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({block: "nearest"});
    }
  };
  const open = () => {
    found = find(query.value);
    if (!query.value.trim()) return close();
    matches.replaceChildren(...found.slice(0, FOUND).map((node, i) => {
      const item = make("li", {role: "option", id: `match-${i}`, "aria-selected": "false"}, told(node.label),
        told([page.types[node.type].name, node.on ? "" : "hidden by the filters"].filter(Boolean).join(", "), "small"));
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(node);
      });
      return item;
    }), found.length > FOUND ? make("li", {class: "note"}, `and ${figure(found.length - FOUND)} more`) : found.length ? "" : make("li", {class: "note"}, "No actor of that name"));
    matches.hidden = false;
    query.setAttribute("aria-expanded", "true");
    mark(0);
    return undefined;
  };
  query.addEventListener("input", open);
  query.addEventListener("blur", close);
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") matches.hidden ? open() : mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" && !matches.hidden && found[at]) take(found[at]);
    else if (event.key === "Escape" && !matches.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
}
