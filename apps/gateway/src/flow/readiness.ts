/** Whether something answers ready, and if not what it waits for. */
export type AskReady = (opsUrl: string) => Promise<readonly string[]>;

type Stack = {
  readonly neighbours: readonly { readonly name: string; readonly opsUrl: string }[];
  readonly ask: AskReady;
  readonly own: () => readonly string[];
};

/** Names everything in the stack that is not ready; empty = ready. */
export async function notReadyIn({ neighbours, ask, own }: Stack): Promise<readonly string[]> {
  const asked = neighbours.map(async ({ name, opsUrl }) => (await ask(opsUrl)).map((part) => `${name}: ${part}`));
  const answers = await Promise.all(asked);
  return [...own().map((part) => `gateway: ${part}`), ...answers.flat()];
}
