/** The unit at which a path ends. */
export const unitAt = (path: string): string => path.split('/').findLast((id) => id !== '') ?? '';

/** Whether a path leads through the unit at which another ends, wherever that stands today; everything is seen from nowhere. */
export const leadsThrough = (path: string, from: string): boolean =>
  from === '' || path.split('/').includes(unitAt(from));
