/** What a fetch script says on its standard output: a JSON line per piece of news, the last one the answer. */
const line = (fields) => process.stdout.write(`${JSON.stringify(fields)}\n`);

const quietMs = 300;
let lastMs = 0;

/** News for a person; what follows too closely is left out. */
export function progress(text) {
  if (Date.now() - lastMs < quietMs) return;
  lastMs = Date.now();
  line({ progress: text });
}

export const found = (answer) => line({ found: answer });

/** Ends the script with one sentence that says what a person can do about it. */
export function problem(sentence) {
  line({ problem: sentence });
  process.exitCode = 1;
}

export const megabytes = (bytes) => `${(bytes / 1_048_576).toFixed(1)} MB`;
export const secondsSince = (startMs) => `${((Date.now() - startMs) / 1000).toFixed(1)} s`;
