import type * as z from 'zod';

/** The environment as a process sees it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Parses the environment with a zod schema; on faults prints each one (name, rule) and ends the process with code 2. */
export function readConfig<T>(schema: z.ZodType<T>, env: Environment): T {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  process.stderr.write(`The configuration is not complete:\n${lines.join('\n')}\n`);
  process.exit(2);
}
