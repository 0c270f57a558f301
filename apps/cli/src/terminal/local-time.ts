const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as the clock in Shanghai shows it: 2026-11-21 16:30. */
export const localTime = (instant: string | null): string =>
  instant === null ? '' : shanghai.format(new Date(instant));
