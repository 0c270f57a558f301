// The local stack: started by tools/start.mjs (npm start), runs until Ctrl-C or SIGTERM.
import { loadDemo, needsDemo } from './demo.ts';
import { readOptions, usage, type StackOptions } from './options.ts';
import { startStack, type Stack } from './stack.ts';
import { showcase } from './showcase.ts';
import { runSteps, StepFailed } from './steps.ts';
import { summary } from './summary.ts';

const startedMs = performance.now();
const stopping = new AbortController();
let stopGround: (() => Promise<void>) | undefined;

/** Stops everything in reverse order, once, whatever asked for it. */
async function shutDown(): Promise<never> {
  if (stopping.signal.aborted) return new Promise<never>(() => undefined);
  stopping.abort();
  console.log('正在停止 stopping …');
  await stopGround?.();
  console.log('已停止 stopped');
  process.exit(0);
}

async function loadOnce({ plan }: Stack): Promise<readonly string[]> {
  if (!needsDemo(plan)) return [];
  let said: readonly string[] = [];
  const run = async (say: (text: string) => void): Promise<void> => {
    said = await loadDemo(plan, say, stopping.signal);
  };
  await runSteps([{ title: '演示数据 demonstration data', run }]);
  return said;
}

/** Loads the demonstration the first time, and tells what came of it. A failure here leaves the stack running. */
async function showDemo(stack: Stack): Promise<void> {
  try {
    const said = await loadOnce(stack);
    console.log(['', ...said].join('\n'));
  } catch (error) {
    const reason = error instanceof StepFailed ? '' : String(error);
    console.log(
      `演示数据没有载入完，下次启动再载入。 The demonstration is not complete; the next start tries again. ${reason}`,
    );
  }
  const shown = await showcase(stack.plan).catch((error: unknown) => [String(error)]);
  console.log(shown.join('\n'));
}

async function main(options: StackOptions): Promise<void> {
  const stack = await startStack(options, (stop) => (stopGround = stop));
  if (options.demo) await showDemo(stack);
  console.log(await summary(stack.plan));
  console.log(`就绪 ready  ${((performance.now() - startedMs) / 1000).toFixed(1)} s · Ctrl-C 停止 to stop`);
}

function readOptionsOrExit(): StackOptions {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shutDown());
process.once('disconnect', () => void shutDown()); // the command that started this one was killed

try {
  await main(readOptionsOrExit());
} catch (error) {
  if (stopping.signal.aborted) await shutDown();
  if (!(error instanceof StepFailed)) console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
