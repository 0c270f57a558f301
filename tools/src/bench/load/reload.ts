import { safetyDataset } from '../../seed/demo-months.ts';
import type { AlertEvent } from './alert-watch.ts';
import type { Ground } from './pushing.ts';

type Rollups = { readonly scorecards: readonly { readonly coverage: { readonly reported: number } }[] };
type Alerts = { readonly items: readonly AlertEvent[] };

/** Reads what the stream does not bring any more, as the console does: the city's rollups and the alerts that are waited for. */
export async function reload({ target, tracker }: Pick<Ground, 'target' | 'tracker'>): Promise<void> {
  const { origin, token, place } = target;
  const read = async <T>(path: string): Promise<T> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`http://${origin.host}:${String(origin.port)}/api/v1${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return (await response.json()) as T;
  };
  const { periods, orgUnits } = tracker.unseen();
  for (const period of periods) {
    const { scorecards } = await read<Rollups>(`/scorecards/${place.city}?period=${period}&dataset=${safetyDataset}`);
    tracker.onRollup({ period, reported: scorecards[0]?.coverage.reported ?? 0 }, performance.now());
  }
  for (const orgUnit of orgUnits) {
    const { items } = await read<Alerts>(`/alerts?orgUnit=${orgUnit}&limit=500`);
    for (const alert of items) tracker.onAlert(alert, performance.now());
  }
}
