// Where the ticks of an axis stand: at round numbers and at round times.

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const TIME_STEPS = [
  10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY,
];

/**
 * Ticks from 0 up to the first round number that is not below `highest`: at most `most` steps of 1, 2
 * or 5 times a power of ten. `whole` allows no step below 1.
 */
export function roundTicks(highest, most = 4, whole = false) {
  const top = highest > 0 ? highest : 1;
  const power = 10 ** Math.floor(Math.log10(top / most));
  let step = [1, 2, 5, 10].map((times) => times * power).find((one) => one * most >= top * (1 - 1e-9));
  if (whole) step = Math.max(1, Math.ceil(step));
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/**
 * Round times from `from` to `to` in milliseconds, at most `most` of them and not closer together than
 * `least`; days begin in UTC.
 */
export function timeTicks(from, to, most, least = 0) {
  const step = TIME_STEPS.find((one) => one >= least && (to - from) / one <= most) ?? TIME_STEPS.at(-1);
  // Clocks of some places are half an hour off, so hours are rounded where the reader is.
  const shift = step >= DAY ? 0 : new Date(from).getTimezoneOffset() * MINUTE;
  const ticks = [];
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at);
  return { ticks, step };
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A time as finely as points `step` milliseconds apart need it. */
export function sayTime(at, step) {
  if (step >= DAY) return day.format(at);
  return (step < MINUTE ? seconds : clock).format(at);
}
