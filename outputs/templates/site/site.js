// Filters, search and cut-outs. Without it every link still leads to the page it names.
(() => {
  "use strict";
  const root = document.currentScript.dataset.root;
  const make = (name, facts = {}, ...children) => {
    const svg = ["svg", "image", "rect", "title"].includes(name);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(facts)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // ---- filters: a form names the table or list whose lines it shows or hides
  for (const form of document.querySelectorAll("form[data-filters]")) {
    const list = document.getElementById(form.dataset.filters);
    const lines = [...list.querySelectorAll("[data-text]")];
    const told = form.querySelector("[data-told]");
    const show = () => {
      const wanted = [...form.querySelectorAll("[data-match]")].filter((field) => field.value);
      let shown = 0;
      for (const line of lines) {
        const fits = wanted.every((field) =>
          field.dataset.match === "text"
            ? field.value.toLowerCase().split(/\s+/).every((word) => line.dataset.text.includes(word))
            : line.dataset[field.dataset.match] === field.value);
        line.hidden = !fits;
        shown += fits;
      }
      for (const group of list.querySelectorAll("tbody")) {
        const heading = group.querySelector("tr.section");
        if (heading) heading.hidden = !group.querySelector("[data-text]:not([hidden])");
      }
      told.textContent = wanted.length ? `${shown} of ${lines.length} shown` : "";
    };
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  // ---- search: pieces of an index, each a script of its own; see search.py for what they hold
  const asked = document.getElementById("q");
  const found = document.getElementById("q-found");
  const told = document.getElementById("q-told");
  const entriesAPiece = 200;
  const mostShown = 30;
  const pieces = new Map();
  const plain = (text) => text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
  window.scrutinyFound = (name, holds) => {
    pieces.set(name, holds);
    search();
  };
  const piece = (name, empty) => {
    if (!pieces.has(name)) {
      pieces.set(name, undefined);
      const script = make("script", { src: `${root}search/${name}.js` });
      script.addEventListener("error", () => window.scrutinyFound(name, empty));
      document.head.append(script);
    }
    return pieces.get(name);
  };
  // the numbers of the entries that have a word starting so, each with whether it is the whole word
  const entriesWith = (start, firstWords) => {
    const last = firstWords.filter((word) => word < `${start}~`).length;
    const first = Math.max(0, firstWords.filter((word) => word <= start).length - 1);
    const numbers = new Map();
    for (let place = first; place < last; place += 1) {
      const holds = piece(`w${place}`, {});
      if (!holds) return undefined;
      for (const [word, steps] of Object.entries(holds)) {
        if (!word.startsWith(start)) continue;
        let number = 0;
        for (const step of steps) {
          number += step;
          numbers.set(number, word === start || numbers.get(number) === true);
        }
      }
    }
    return numbers;
  };
  const search = () => {
    const words = [...new Set(plain(asked.value).match(/[a-z0-9]{2,}/g))];
    const firstWords = words.length ? piece("index", []) : [];
    const lists = firstWords ? words.map((word) => entriesWith(word, firstWords)) : [undefined];
    if (lists.includes(undefined)) return;
    const [shortest, ...others] = lists.sort((one, other) => one.size - other.size);
    const fits = [...(shortest ?? new Map()).keys()].filter((number) => others.every((list) => list.has(number)));
    const whole = (number) => lists.filter((list) => list.get(number)).length;
    fits.sort((one, other) => whole(other) - whole(one) || one - other);
    const shown = fits.slice(0, mostShown).map((number) =>
      piece(`e${Math.floor(number / entriesAPiece)}`, [])?.[number % entriesAPiece]);
    if (shown.includes(undefined)) return;
    const more = fits.length > mostShown ? `, the first ${mostShown} shown` : "";
    told.textContent = words.length ? `${fits.length} found${more}` : "";
    found.replaceChildren(...shown.map(([text, page, kind, note]) => {
      const small = make("span", { class: "small" }, ` ${[kind, note].filter(Boolean).join(" · ")}`);
      return make("li", {}, make("a", { href: root + page }, text, small));
    }));
  };
  asked.addEventListener("input", search);
  asked.form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  asked.form.addEventListener("keydown", (event) => {
    const links = [asked, ...found.querySelectorAll("a")];
    const here = links.indexOf(document.activeElement);
    if (event.key === "Escape") { asked.value = ""; search(); asked.focus(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, here + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  });

  // ---- cut-outs: the part of the page round a figure, with the figure's box on it
  const dialog = document.getElementById("cutout");
  const margin = 26;
  const leastWidth = 320;
  const cutout = (link, image, page, spots) => {
    const [, width, height] = spots[0];
    const left = Math.max(0, Math.min(...spots.map((spot) => spot[4])) - margin);
    const top = Math.max(0, Math.min(...spots.map((spot) => spot[5])) - margin);
    const right = Math.min(width, Math.max(left + leastWidth, Math.max(...spots.map((spot) => spot[6])) + margin));
    const bottom = Math.min(height, Math.max(...spots.map((spot) => spot[7])) + margin);
    const svg = make("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, role: "img", "aria-label": `Part of page ${page}` });
    svg.append(make("image", { href: `${image}${page}.webp`, width, height, preserveAspectRatio: "none" }));
    for (const [, , , role, x0, y0, x1, y1] of spots) {
      const focus = role === link.dataset.focus ? " focus" : "";
      svg.append(make("rect", { class: `box ${role}${focus}`, "data-role": role, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }, make("title", {}, role)));
    }
    const caption = make("figcaption", {}, `Page ${page}. `, make("a", { href: link.getAttribute("href") }, "The whole page"));
    return make("figure", { class: "cutout" }, svg, caption);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.see");
    const shown = link?.closest("[data-spots]")?.dataset;
    if (!shown || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const spots = JSON.parse(shown.spots);
    const pages = [...new Set(spots.map((spot) => spot[0]))];
    document.getElementById("cutout-title").textContent = shown.title;
    document.getElementById("cutout-pages").replaceChildren(
      ...pages.map((page) => cutout(link, shown.image, page, spots.filter((spot) => spot[0] === page))));
    const working = shown.working;
    document.getElementById("cutout-working").replaceChildren(
      ...(working ? [make("h3", {}, "Working"), make("p", { class: "working" }, working)] : []));
    dialog.showModal();
  });
  document.getElementById("cutout-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  // ---- on paper the working is open where a rating is not plainly right
  addEventListener("beforeprint", () =>
    document.querySelectorAll("tr:not([data-verdict=agrees]) details").forEach((one) => { one.open = true; }));
})();
