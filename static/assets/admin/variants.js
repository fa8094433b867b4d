import { button, h } from "./dom.js";
import { amount, text, tick, whole } from "./form.js";

const called = (options) => Object.values(options ?? {}).join(" / ");

/** All combinations of options, each as an object. */
export const combinations = (options) => options.reduce((found, { name, values }) => found.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))), [{}]);

/** The variants of a product and the options that tell them apart. */
export function variantBox(product) {
  let options = product.options.map((one) => ({ ...one }));
  let rows = [];
  const list = h("div", { class: "variants" });
  const chooser = h("div", { class: "variants" });

  function row(variant, is = {}) {
    const marks = [
      text("/sku", "SKU", is.sku ?? variant.sku, { optional: true, max: 100 }),
      amount("/price", "Price", is.price ?? variant.price),
      amount("/original_price", "Price before", is.original_price ?? variant.original_price, { optional: true }),
      whole("/stock_quantity", "In stock", is.stock_quantity ?? variant.stock_quantity ?? 0),
      tick("/is_active", "Sold", variant.is_active ?? true),
    ];
    const first = h("input", { type: "radio", name: "default-variant", checked: Boolean(variant.is_default), id: `default-${Math.random().toString(36).slice(2)}` });
    return { variant, marks, first, stock: variant.stock_quantity };
  }

  function draw() {
    list.replaceChildren(...rows.map((one, at) => {
      const many = rows.length > 1 || options.length > 0;
      const fields = h("div", { class: "pair" }, one.marks.slice(0, 4).map((mark) => mark.box));
      const legend = h("legend", {}, called(one.variant.options) || (many ? `Variant ${at + 1}` : "Price and stock"));
      if (!many) return h("fieldset", {}, legend, fields);
      return h("fieldset", {}, legend, fields, h("div", { class: "row" }, one.marks[4].box,
        h("div", { class: "check" }, one.first, h("label", { for: one.first.id }, "Shown first")),
        rows.length > 1 && button("Take away", (event) => { rows = rows.filter((other) => other !== one); draw(); list.dispatchEvent(new Event("input", { bubbles: true })); }, "button-danger button-small", { "aria-label": `Take away ${called(one.variant.options) || `variant ${at + 1}`}` })));
    }));
    drawOptions();
  }

  function drawOptions() {
    chooser.replaceChildren(...options.map((option, at) => {
      const name = text("", "Option", option.name, { placeholder: "Size" });
      const values = text("", "Values", option.values.join(", "), { placeholder: "Small, Large", wide: true });
      name.input.addEventListener("input", () => (option.next = name.input.value.trim()));
      values.input.addEventListener("input", () => (option.values = values.input.value.split(",").map((one) => one.trim()).filter(Boolean)));
      return h("div", { class: "admin-tools" }, name.box, values.box, button("Take away", () => { options.splice(at, 1); draw(); }, "button-danger button-small", { "aria-label": `Take away the option ${option.name || at + 1}` }));
    }), h("div", { class: "row" },
      options.length < 3 && button("Add an option", () => { options.push({ name: "", values: [] }); drawOptions(); chooser.querySelector(".admin-tools:last-of-type input")?.focus(); }, "button-plain button-small"),
      options.length > 0 && button("Make the variants", make, "button-plain button-small")));
  }

  /** One row for each combination; those that are there already keep what they have. */
  function make() {
    const renamed = Object.fromEntries(options.map((one) => [one.name, one.next || one.name]));
    options = options.map((one) => ({ name: one.next || one.name, values: one.values })).filter((one) => one.name && one.values.length);
    for (const one of rows) one.variant = { ...one.variant, options: Object.fromEntries(Object.entries(one.variant.options ?? {}).map(([name, value]) => [renamed[name] ?? name, value])) };
    const same = (a, b) => options.every(({ name }) => a[name] === b[name]);
    const free = [...rows];
    const kind = free[0];
    rows = combinations(options).slice(0, 200).map((wanted) => {
      let at = free.findIndex((one) => Object.keys(one.variant.options ?? {}).length && same(one.variant.options, wanted));
      if (at < 0) at = free.findIndex((one) => !Object.keys(one.variant.options ?? {}).length);
      if (at < 0) {
        const [, price, before] = kind?.marks ?? [];
        const made = row({ options: wanted, stock_quantity: 0 });
        if (price) made.marks[1].input.value = price.input.value;
        if (before) made.marks[2].input.value = before.input.value;
        return made;
      }
      const [found] = free.splice(at, 1);
      found.variant = { ...found.variant, options: wanted };
      return found;
    });
    if (!rows.some((one) => one.first.checked) && rows[0]) rows[0].first.checked = true;
    draw();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  rows = (product.variants.length ? product.variants : [{ is_default: true, options: {} }]).map((variant) => row(variant));
  draw();

  function read() {
    const variants = rows.map((one, position) => {
      const body = { options: one.variant.options ?? {}, position, is_default: one.first.checked || rows.length === 1 };
      if (one.variant.id) body.id = one.variant.id;
      for (const mark of one.marks) body[mark.pointer.slice(1)] = mark.read();
      // What was sold meanwhile stays sold: stock is only said when somebody changed it.
      if (one.variant.id && body.stock_quantity === one.stock) delete body.stock_quantity;
      return body;
    });
    return { variants, options: options.filter((one) => one.name && one.values.length).map(({ name, values }) => ({ name, values })) };
  }

  // One field as far as the form is concerned, so that refusals find their row by the pointer.
  const find = (pointer) => {
    const [, , at, name] = pointer.split("/");
    return rows[Number(at)]?.marks.find((mark) => mark.pointer === `/${name}`);
  };
  const element = h("div", { class: "variants" }, list, h("details", {}, h("summary", { class: "link-button" }, "Options such as size or colour"), chooser));
  if (options.length) element.querySelector("details").open = true;
  return { element, read: () => readMarked(rows, read), marks: rowsAsFields(find) };
}

/** Reads, and marks each field that cannot be read before it says so. */
function readMarked(rows, read) {
  let first;
  for (const one of rows) {
    for (const mark of one.marks) {
      mark.fault(null);
      try {
        mark.read();
      } catch (error) {
        mark.fault(`${mark.name.replace(/ \(.*/, "")} ${error.message}.`);
        first ??= mark;
      }
    }
  }
  if (!first) return read();
  first.input.focus();
  throw new Error("Look at the marked fields.");
}

/** Stands in the form's list for all rows: what the API says of `/variants/2/price` is shown there. */
function rowsAsFields(find) {
  return {
    get pointer() { return "/variants"; },
    find,
    fault() {},
    read: () => undefined,
    input: { focus() {} },
    name: "Variants",
  };
}
