/** A line of a file, or one submission of a JSON file, with the words that say where it stands. */
export type Item = { readonly text: string; readonly place: string };

function listIn(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null || !('submissions' in json)) return undefined;
  return Array.isArray(json.submissions) ? json.submissions : undefined;
}

/** The submissions of a JSON file: one, a list, or `{ "submissions": [ … ] }`. */
export function itemsOfJson(json: unknown): readonly Item[] {
  const list = listIn(json);
  if (list === undefined) return [{ text: JSON.stringify(json), place: '' }];
  return list.map((submission, index) => ({ text: JSON.stringify(submission), place: `[${String(index)}]` }));
}

/** Whether a JSON file is a data value set of DHIS2. */
export const isDataValueSet = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'dataValues' in json;
