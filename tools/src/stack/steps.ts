import { Listr, PRESET_TIMER, type ListrTask } from 'listr2';
import type { Say } from '../servers/find.ts';

/** A step failed and a person has been told why. */
export class StepFailed extends Error {}

/** One thing that is being done, told to a person while it is done. */
export type Step = { readonly title: string; readonly run: (say: Say) => Promise<void> };

const quietMs = 5000;

/** Without a terminal every piece of news is a line: the first at once, then at most one in five seconds. */
function throttled(say: Say): Say {
  let lastMs = 0;
  return (text) => {
    if (!process.stdout.isTTY && Date.now() - lastMs < quietMs) return;
    lastMs = Date.now();
    say(text);
  };
}

function taskOf({ title, run }: Step): ListrTask {
  return {
    title,
    task: async (_context, task) => {
      let last = '';
      const show = throttled((text) => {
        task.output = text;
      });
      await run((text) => {
        last = text;
        show(text);
      });
      if (last !== '') task.title = `${title} · ${last}`;
    },
  };
}

/** Does the steps side by side and shows how each gets on: moving on a terminal, plain lines elsewhere. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const tasks = steps.map(taskOf);
  const rendererOptions = { timer: PRESET_TIMER, collapseErrors: false };
  const fallbackRendererOptions = { timer: PRESET_TIMER };
  const options = {
    concurrent: true,
    exitOnError: true,
    fallbackRenderer: 'simple',
    rendererOptions,
    fallbackRendererOptions,
  } as const;
  await new Listr(tasks, options).run().catch((error: unknown) => {
    throw new StepFailed('', { cause: error });
  });
}
