/** The floor's own topics. */
export const topics = {
  accepted: 'bench.floor.accepted',
  verdicts: 'bench.floor.verdicts',
  counts: 'bench.floor.counts',
  alerts: 'bench.floor.alerts',
} as const;
