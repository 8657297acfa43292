// Numbers in the reader's locale, times in the reader's zone.

const number = new Intl.NumberFormat();
const one = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });
const signedWhole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0, signDisplay: "exceptZero" });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const NONE = "–";

export const count = (value) => number.format(value);
export const points = (value) => (value === null || value === undefined ? NONE : signed.format(value));
export const decimal = (value) => one.format(value);
/** @param fraction of 1 */
export const percent = (fraction) => `${one.format(100 * fraction)} %`;
export const percentOf = (part, of) => (of > 0 ? percent(part / of) : NONE);
export const hour = (instant) => clock.format(new Date(instant));
export const moment = (instant) => day.format(new Date(instant));
/** The time of day, with its date unless it is on the same day as another instant. */
export const time = (instant, other) => (new Date(instant).toDateString() === new Date(other).toDateString() ? hour(instant) : moment(instant));
export const seconds = (milliseconds) => `${number.format(Math.round(milliseconds / 1000))} s`;
export const signedSeconds = (milliseconds) => `${signedWhole.format(milliseconds / 1000)} s`;

/** Instants as the service writes them do not sort as text: they have more or fewer digits. */
export const notBefore = (instant, other) => Date.parse(instant) >= Date.parse(other);

/** A length of time in words. */
export function length(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 120) {
    return `${s} s`;
  }
  return s < 7200 ? `${Math.floor(s / 60)} min` : `${one.format(s / 3600)} h`;
}

/** An ISO 8601 duration of days, hours, minutes and seconds as milliseconds; each part may be negative. */
export function duration(iso) {
  const [, d, hours, m, s] = /^P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(iso);
  return ((Number(d ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(m ?? 0)) * 60000 + Number(s ?? 0) * 1000;
}

/** Evidence of this natural logarithm, to 1. */
export function odds(ln) {
  const value = Math.exp(ln);
  if (value >= 1e6) {
    return "over a million";
  }
  return value < 10 ? one.format(value) : number.format(Math.round(value));
}
