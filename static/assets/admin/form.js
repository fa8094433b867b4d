import { fresh, h } from "./dom.js";
import { decimal, minor, tell } from "./show.js";
import { guard } from "./router.js";
import { say } from "../say.js";

/**
 * A field of a form. `read()` gives its value for the API and throws a sentence where there is none;
 * `fault(words)` marks it; `pointer` is its place in the body.
 */
function field(pointer, name, input, read, { note, optional, wide, refresh } = {}) {
  const id = fresh("field");
  input.id = id;
  const words = h("small", { id: `${id}-note`, hidden: !note }, note);
  const box = h("div", { class: `field${wide ? " field-wide" : ""}` },
    h("label", { for: id }, name, optional ? [" ", h("small", {}, "optional")] : null),
    input, words);
  if (note) input.setAttribute("aria-describedby", words.id);
  const fault = (said) => {
    words.textContent = said ?? note ?? "";
    words.hidden = !words.textContent;
    words.className = said ? "fault" : "";
    if (said) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    if (words.textContent) input.setAttribute("aria-describedby", words.id);
    else input.removeAttribute("aria-describedby");
  };
  return { pointer, name, box, input, fault, refresh, read: () => read(input) };
}

const required = (value, optional) => {
  if (value === "" && !optional) throw new Error("must not be empty");
  return value === "" ? null : value;
};

export const text = (pointer, name, value, more = {}) =>
  field(pointer, name, h("input", { type: more.type ?? "text", value: value ?? "", maxlength: more.max, autocomplete: more.autocomplete ?? "off", placeholder: more.placeholder }),
    (input) => required(more.type === "password" ? input.value : input.value.trim(), more.optional), more);

export const area = (pointer, name, value, more = {}) =>
  field(pointer, name, h("textarea", { value: value ?? "", rows: more.rows ?? 4, maxlength: more.max }),
    (input) => required(input.value.trim(), more.optional), more);

export const whole = (pointer, name, value, more = {}) =>
  field(pointer, name, h("input", { inputmode: "numeric", value: value ?? "", autocomplete: "off" }), (input) => {
    const typed = required(input.value.trim(), more.optional);
    if (typed === null) return null;
    if (!/^-?\d{1,15}$/.test(typed)) throw new Error("must be a whole number");
    return Number(typed);
  }, more);

/** An amount: decimals for people, minor units for the API. */
export const amount = (pointer, name, value, more = {}) =>
  field(pointer, `${name} (${document.body.dataset.currency})`, h("input", { inputmode: "decimal", value: decimal(value), autocomplete: "off" }), (input) => {
    const read = minor(input.value);
    if (read === null && !more.optional) throw new Error("must not be empty");
    return read;
  }, more);

/** A fraction, shown in per cent. */
export const share = (pointer, name, value, more = {}) =>
  field(pointer, `${name} (%)`, h("input", { inputmode: "decimal", value: value == null ? "" : Number((value * 100).toFixed(4)), autocomplete: "off" }), (input) => {
    const typed = required(input.value.trim().replace(",", "."), more.optional);
    if (typed === null) return null;
    if (!/^\d{1,3}(\.\d{1,4})?$/.test(typed)) throw new Error("must be a percentage such as 19 or 7.5");
    return Number((Number(typed) / 100).toFixed(6));
  }, more);

/** One of several: `[[value, name], …]`. */
export const choice = (pointer, name, value, options, more = {}) =>
  field(pointer, name, h("select", {}, options.map(([one, called]) => h("option", { value: one, selected: String(one) === String(value ?? "") }, called))),
    (input) => (input.value === "" ? null : more.number ? Number(input.value) : input.value), more);

/** A point in time of the reader's zone. */
export const instant = (pointer, name, value, more = {}) => {
  const local = value ? new Date(new Date(value) - new Date(value).getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
  return field(pointer, name, h("input", { type: "datetime-local", value: local }), (input) => (input.value ? new Date(input.value).toISOString().replace(/\.\d+Z$/, "Z") : null), more);
};

/** Words with commas between them. */
export const words = (pointer, name, value, more = {}) =>
  field(pointer, name, h("input", { value: (value ?? []).join(", "), autocomplete: "off" }),
    (input) => [...new Set(input.value.split(",").map((word) => word.trim()).filter(Boolean))], { optional: true, ...more });

export function tick(pointer, name, value) {
  const id = fresh("tick");
  const input = h("input", { type: "checkbox", id, checked: Boolean(value) });
  const words = h("small", { class: "fault", hidden: true });
  const box = h("div", {}, h("div", { class: "check" }, input, h("label", { for: id }, name)), words);
  const fault = (said) => {
    words.textContent = said ?? "";
    words.hidden = !said;
  };
  return { pointer, name, box, input, fault, read: () => input.checked };
}

/** The body that fields make; marks each that cannot be read and gives null then. */
export function collect(fields) {
  const body = {};
  let first;
  for (const one of fields) {
    one.fault(null);
    try {
      const value = one.read();
      if (value !== undefined) put(body, one.pointer, value);
    } catch (error) {
      one.fault(`${one.name.replace(/ \(.*/, "")} ${error.message}.`);
      first ??= one;
    }
  }
  if (!first) return body;
  first.input.focus();
  say("Look at the marked fields.");
  return null;
}

function put(body, pointer, value) {
  const parts = pointer.split("/").slice(1);
  const last = parts.pop();
  let place = body;
  for (const part of parts) place = place[part] ??= {};
  place[last] = value;
}

/** Marks the fields that a refusal names; what it says beside them is given back. */
export function mark(fields, refusal) {
  const loose = [];
  let first;
  for (const { pointer, detail } of refusal.errors ?? []) {
    const rows = fields.find((field) => field.find && pointer?.startsWith(`${field.pointer}/`));
    const one = rows?.find(pointer) ?? fields.find((field) => !field.find && field.pointer === pointer) ?? fields.find((field) => !field.find && field.pointer && pointer?.startsWith(`${field.pointer}/`));
    if (!one) {
      loose.push(`${(pointer ?? "").slice(1)} ${detail}`.trim());
      continue;
    }
    one.fault(`${detail[0].toUpperCase()}${detail.slice(1)}${/[.!?]$/.test(detail) ? "" : "."}`);
    first ??= one;
  }
  first?.input.focus();
  if (loose.length) return `${refusal.message} ${loose.join("; ")}`;
  return first ? "Look at the marked fields." : refusal.message;
}

/**
 * A form with its fields and one button. `send(body)` writes; a refusal shows at the fields. Leaving it
 * changed is asked about.
 */
export function form(fields, send, { yes = "Save", inside, extra, sticky } = {}) {
  const wrong = h("p", { class: "fault-box", role: "alert", hidden: true });
  const save = h("button", { type: "submit", class: "button" }, yes);
  let changed = false;
  const element = h("form", { class: "stack", novalidate: true, oninput: () => (changed = true), onchange: () => (changed = true), onsubmit: async (event) => {
    event.preventDefault();
    if (save.getAttribute("aria-busy")) return;
    wrong.hidden = true;
    const body = collect(fields);
    if (!body) return;
    save.setAttribute("aria-busy", "true");
    try {
      changed = false;
      await send(body);
    } catch (error) {
      changed = true;
      wrong.textContent = mark(fields, error);
      wrong.hidden = false;
    } finally {
      save.removeAttribute("aria-busy");
    }
  } }, wrong, inside ?? fields.map((one) => one.box), h("div", { class: sticky ? "save-bar" : "row" }, save, extra));
  guard(() => changed && element.isConnected);
  return element;
}

/** What a button does: busy meanwhile, told afterwards, its failure told as well. */
export async function act(event, work, done) {
  const button = event.currentTarget;
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
    if (done) tell(done);
  } catch (error) {
    const { notice } = await import("./ask.js");
    await notice("That did not work", [error.message, ...(error.errors ?? []).map((one) => one.detail)].filter(Boolean).join(" "));
  } finally {
    button.removeAttribute("aria-busy");
  }
}
