// Numbers as people read them, and where they stand in the page.

const { currency, digits } = document.body.dataset;
const plain = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const money = new Intl.NumberFormat("en", { style: "currency", currency, minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) });
const shortMoney = new Intl.NumberFormat("en", { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 });
const small = new Intl.NumberFormat("en", { style: "percent", maximumSignificantDigits: 2 });
const share = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

export const count = (value) => plain.format(value);
export const compact = (value) => (value < 10_000 ? plain.format(value) : short.format(value));
export const price = (minor) => money.format(minor / 10 ** Number(digits));
export const shortPrice = (minor) => shortMoney.format(minor / 10 ** Number(digits));
export const percent = (value) => share.format(value);
/** A share that may be very small. */
export const smallShare = (value) => small.format(value);
export const rate = (value) => `${plain.format(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))}/s`;
export const rateTick = (value) => compact(value);

/** Milliseconds with as many digits as mean something. */
export function milliseconds(value) {
  if (value >= 10_000) return `${plain.format(Math.round(value / 100) / 10)} s`;
  if (value >= 100) return `${plain.format(Math.round(value))} ms`;
  return `${plain.format(Number(value.toPrecision(2)))} ms`;
}

/** Puts a number at the place of this name: as text, and as it is for who reads the page by script. */
export function put(name, value, say = count) {
  const place = document.querySelector(`[data-number="${name}"]`);
  if (!place) return;
  const missing = value === null || value === undefined;
  place.textContent = missing ? "–" : say(value);
  place.dataset.value = missing ? "" : value;
}

/** A cell of a table, with the raw value beside its text. */
export function cell(row, name, text, value, className = "") {
  const place = row.insertCell();
  place.dataset.name = name;
  place.className = className;
  if (value !== undefined) place.dataset.value = value;
  place.append(text);
  return place;
}

/** Shows rows, or words where there are none. */
export function fill(id, rows, write, empty) {
  const body = document.querySelector(`#${id} tbody`);
  body.replaceChildren();
  for (const one of rows) write(body.insertRow(), one);
  if (rows.length) return;
  const place = body.insertRow().insertCell();
  place.colSpan = document.querySelectorAll(`#${id} thead th`).length;
  place.className = "quiet lead-cell";
  place.textContent = empty;
}
