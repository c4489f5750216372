export function nextDeparture(minutesPastMidnight: number): string {
  const next = Math.ceil((minutesPastMidnight + 1) / 45) * 45;
  const clock = next % (24 * 60);
  return `${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`;
}
