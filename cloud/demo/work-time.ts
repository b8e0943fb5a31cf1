const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Office hours in Italy, in minutes of the day in UTC: a quarter to nine to six, or an hour later in summer. */
const OPENS = 7 * 60 + 45;
const CLOSES = 17 * 60;

function isWeekend(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The same moment if an office is open then, else the next opening. All times in ms. */
function whenOpen(at: number): number {
  let day = Math.floor(at / DAY) * DAY;
  if (at - day > CLOSES * MINUTE) day += DAY;
  else if (!isWeekend(day)) return Math.max(at, day + OPENS * MINUTE);
  while (isWeekend(day)) day += DAY;
  return day + OPENS * MINUTE;
}

/** So many minutes of office hours later. */
export function afterWork(at: number, minutes: number): number {
  let left = minutes * MINUTE;
  let moment = whenOpen(at);
  for (;;) {
    const closing = Math.floor(moment / DAY) * DAY + CLOSES * MINUTE;
    if (moment + left <= closing) return moment + left;
    left -= closing - moment;
    moment = whenOpen(closing + MINUTE);
  }
}

/** A moment of office hours on the day so many days before `now`, or on the working day before that. */
export function workMoment(now: number, daysAgo: number, share: number): number {
  let day = Math.floor((now - daysAgo * DAY) / DAY) * DAY;
  while (isWeekend(day)) day -= DAY;
  return day + Math.floor((OPENS + share * (CLOSES - OPENS)) * MINUTE);
}
