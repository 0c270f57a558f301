// fires: no-restricted-syntax no-restricted-properties no-restricted-globals
export async function impure(): Promise<number> {
  await Promise.resolve();
  setTimeout(() => undefined, 1);
  return Date.now() + new Date().getTime() + Math.random() + process.pid;
}
