import { say } from "./say.js";

const PAUSE = 120;

/** Completes what is being typed into the search: a listbox under the field, by mouse and by arrows. */
export function suggestWhileTyping() {
  const field = document.querySelector(".search input");
  if (!field) return;
  const form = field.form;
  const list = document.createElement("div");
  list.className = "suggest";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  form.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let timer;
  let asking;
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
  }

  function choose(place) {
    const all = options();
    chosen = (place + all.length + 1) % (all.length + 1);
    if (chosen === all.length) chosen = -1;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    const option = all[chosen];
    if (!option) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function group(title, entries) {
    if (!entries.length) return;
    const box = document.createElement("div");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title);
    const heading = document.createElement("h3");
    heading.setAttribute("role", "presentation");
    heading.textContent = title;
    box.append(heading);
    for (const entry of entries) {
      const option = document.createElement("div");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = `suggestion-${options().length + box.querySelectorAll("[role=option]").length}`;
      option.dataset.to = entry.to;
      if (entry.image) {
        const image = document.createElement("img");
        Object.assign(image, { src: entry.image, alt: "", width: 40, height: 40 });
        option.append(image);
      }
      option.append(entry.name);
      box.append(option);
    }
    list.append(box);
  }

  function show(found) {
    list.replaceChildren();
    group("Categories", found.categories.slice(0, 3).map((one) => ({ name: one.name, to: `/c/${encodeURIComponent(one.slug)}` })));
    group("Makers", found.brands.slice(0, 3).map((one) => ({ name: one.name, to: `/products?brand=${encodeURIComponent(one.name)}` })));
    group("Products", found.products.map((one) => ({ name: one.name, to: `/p/${encodeURIComponent(one.slug)}`, image: one.image_url })));
    const count = options().length;
    chosen = -1;
    list.hidden = count === 0;
    field.setAttribute("aria-expanded", String(count > 0));
    if (count) say(`${count} suggestion${count === 1 ? "" : "s"}; use the arrow keys`);
  }

  async function ask() {
    const typed = field.value.trim();
    if (typed.length < 2) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`/api/search/suggest?limit=6&q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === field) show(await answer.json());
    } catch {
      // The form still searches.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && options()[chosen]) location.assign(options()[chosen].dataset.to);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.to);
  });
  field.addEventListener("blur", close);
}
