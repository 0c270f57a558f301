const offsetMs = 8 * 3_600_000; // Asia/Shanghai has had no daylight saving time since 1991

/** The calendar day (YYYY-MM-DD) in Asia/Shanghai at a Unix time in milliseconds. */
export function shanghaiDay(atMs: number): string {
  return new Date(atMs + offsetMs).toISOString().slice(0, 10);
}

/** The Unix time in milliseconds at which a day (YYYY-MM-DD) begins in Asia/Shanghai. */
export function startOfShanghaiDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`) - offsetMs;
}
