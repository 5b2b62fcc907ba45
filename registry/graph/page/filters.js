// The filters. One that the data give nothing to choose from is not shown.

const fields = Object.fromEntries(["types", "changes", "weights", "time", "loners", "groups"].map((id) => [id, document.getElementById(id)]));

function tick(text, on, change, ...around) {
  const box = make("input", {type: "checkbox"});
  box.checked = on;
  box.addEventListener("change", () => change(box.checked));
  return make("label", {class: "check"}, box, around[0], told(text, "span", {class: "name"}), around[1]);
}

// Tick boxes for each of `kinds` that some actor has; `hidden` is the set of those not ticked.
function ticks(field, kinds, counts, hidden, changed, shape) {
  field.querySelector(".list")?.remove();
  field.hidden = counts.filter(Boolean).length < (shape ? 1 : 2);
  const list = kinds.map((kind, number) => tick(kind.name, !hidden.has(number), (on) => {
    if (on) hidden.delete(number);
    else hidden.add(number);
    changed();
  }, shape ? swatch(kind.colour, shape) : null, make("span", {class: "many"}, figure(counts[number]))));
  field.append(make("div", {class: "list"}, list));
}

function slider(name, least, most, value, changed) {
  const input = make("input", {type: "range", min: least, max: most, step: 1, "aria-label": name});
  input.value = value;
  input.addEventListener("input", () => changed(Number(input.value)));
  return input;
}

function drawFilters(changed) {
  const tally = (key, kinds) => kinds.map((_, number) => nodes.filter((node) => node[key] === number).length);
  ticks(fields.types, page.types, tally("type", page.types), asked.types, changed, "dot");
  ticks(fields.changes, page.changes, page.changes.map((_, number) => edges.filter((edge) => edge.kind === number).length), asked.changes, changed, "line");
  ticks(fields.groups, page.groups, tally("group", page.groups), asked.groups, changed);

  fields.weights.hidden = steps.length < 2;
  fields.weights.querySelector(".slide")?.remove();
  fields.weights.querySelector(".hint")?.remove();
  const least = make("output", {});
  const sayLeast = () => {
    const weight = steps[asked.least];
    least.textContent = `${figure(weight)}${page.damped ? "" : ` ${page.unit}${weight === 1 ? "" : "s"}`} or more`;
    least.nextSibling?.setAttribute("aria-valuetext", least.textContent);
  };
  const weight = slider("Least weight of a tie", 0, steps.length - 1, asked.least, (value) => {
    asked.least = value;
    sayLeast();
    changed();
  });
  weight.style.gridColumn = "1 / 3";
  fields.weights.append(make("div", {class: "slide"}, least, weight));
  if (steps.length) sayLeast();
  if (FIRST.least > 0) fields.weights.append(make("p", {class: "hint"}, "At first the strongest alone; move to the left for all."));

  fields.time.hidden = months.length < 2;
  fields.time.querySelectorAll(".slide, .hint").forEach((part) => part.remove());
  if (months.length > 1) {
    const from = make("output", {}), to = make("output", {});
    const hint = make("p", {class: "hint"}, "Ties are counted in these months; those without a date are hidden.");
    const say = () => {
      from.textContent = months[asked.from];
      to.textContent = months[asked.to];
      first.setAttribute("aria-valuetext", from.textContent);
      last.setAttribute("aria-valuetext", to.textContent);
      hint.hidden = wholeTime();
    };
    const set = (low, high, moved) => {
      asked.from = moved === "from" ? low : Math.min(low, high);
      asked.to = moved === "from" ? Math.max(low, high) : high;
      first.value = asked.from;
      last.value = asked.to;
      say();
      changed();
    };
    const first = slider("First month", 0, LAST, asked.from, (value) => set(value, asked.to, "from"));
    const last = slider("Last month", 0, LAST, asked.to, (value) => set(asked.from, value, "to"));
    fields.time.append(make("div", {class: "slide timed"}, make("span", {}, "From"), first, from), make("div", {class: "slide timed"}, make("span", {}, "To"), last, to), hint);
    say();
  }

  fields.loners.hidden = edges.length === 0;
  fields.loners.replaceChildren(tick("Hide actors without ties", !asked.loners, (on) => {
    asked.loners = !on;
    changed();
  }));
}

function sayCount() {
  const part = (left, all, noun) => (left === all ? counted(all, noun) : `${figure(left)} of ${counted(all, noun)}`);
  document.getElementById("count").textContent = `${part(shown.nodes.length, nodes.length, page.noun)} · ${part(shown.edges.length, edges.length, "tie")}`;
}
