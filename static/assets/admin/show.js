import { h } from "./dom.js";
import { say } from "../say.js";

const { currency, digits } = document.body.dataset;
const places = Number(digits);
const scale = 10 ** places;
const whole = new Intl.NumberFormat(undefined, { style: "currency", currency, minimumFractionDigits: places, maximumFractionDigits: places });

/** Minor units as people write them. */
export const money = (minor) => (minor == null ? "" : whole.format(minor / scale));

/** Minor units as a field has them: `19.99`. */
export function decimal(minor) {
  if (minor == null) return "";
  const text = String(Math.abs(minor)).padStart(places + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return sign + (places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text);
}

/**
 * What somebody typed as minor units: `19.99`, `19,99`, `1 999.90`. Null for nothing; throws a sentence
 * when it is no amount or has more decimals than the currency.
 */
export function minor(text) {
  const typed = text.replace(/[\s\u00a0\u202f'’]/g, "");
  if (!typed) return null;
  const found = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(typed);
  if (!found) throw new Error(`must be an amount such as ${decimal(1999)}`);
  const [, sign, units, part = ""] = found;
  if (part.length > places) throw new Error(places ? `must have at most ${places} decimals` : "must be without decimals");
  const value = Number(units) * scale + Number(part.padEnd(places, "0") || 0);
  if (!Number.isSafeInteger(value)) throw new Error("is too large");
  return sign ? -value : value;
}

const stamp = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** An instant in the reader's time zone; its title says it in UTC. */
export function when(text, form = stamp) {
  if (!text) return "–";
  const at = new Date(text);
  return h("time", { datetime: text, title: `${at.toISOString().slice(0, 16).replace("T", " ")} UTC` }, form.format(at));
}
export const onDay = (text) => when(text, day);
export const number = (value) => new Intl.NumberFormat().format(value);
export const percent = (rate) => `${Number((rate * 100).toFixed(4))} %`;

const STATES = {
  pending_payment: ["Waits for payment", ""],
  payment_confirmed: ["Paid", "todo"],
  awaiting_shipment: ["To be sent", "todo"],
  shipped: ["Sent", ""],
  delivered: ["Delivered", "good"],
  cancelled: ["Cancelled", "off"],
  return_requested: ["Return asked for", "todo"],
  refunded: ["Refunded", "off"],
  pending: ["Waits", "todo"],
  active: ["Active", "good"],
  inactive: ["Inactive", "off"],
  suspended: ["Suspended", "off"],
  waiting: ["Waits", ""],
  sent: ["Sent", "good"],
  failed: ["Failed", "todo"],
  hidden: ["Hidden", "off"],
  shown: ["Shown", "good"],
  revoked: ["Revoked", "off"],
  expired: ["Expired", "off"],
};
/** A state's name for people. */
export const stateName = (name) => STATES[name]?.[0] ?? name;
export const state = (name) => h("span", { class: `standing standing-${STATES[name]?.[1] ?? ""}` }, stateName(name));

/** Tells that something is done, to eyes and to ears, for some seconds. */
export function tell(sentence) {
  say(sentence);
  let box = document.querySelector(".toasts");
  if (!box) document.body.append((box = h("div", { class: "toasts", "aria-hidden": "true" })));
  const toast = h("p", { class: "toast" }, sentence);
  box.append(toast);
  setTimeout(() => toast.remove(), 5000);
}

/** A failure, where it happened. */
export const trouble = (error) => h("p", { class: "fault-box", role: "alert" }, error.message);

/** What a list shows that has nothing. */
export const nothing = (words, ...ways) => h("div", { class: "empty empty-small" }, h("p", {}, words), ways.length ? h("p", { class: "row" }, ways) : null);

export const thumb = (url) => (url ? h("img", { src: url, alt: "", width: 44, height: 44, loading: "lazy" }) : h("span", { class: "blank" }));
export const country = (code) => {
  try {
    return new Intl.DisplayNames(undefined, { type: "region" }).of(code);
  } catch {
    return code;
  }
};
export const address = (a) => a && h("address", {}, [a.name, a.line1, a.line2, `${a.postal_code} ${a.city}`, a.region, country(a.country)].filter(Boolean).join("\n"));
